package dev.silt.inplace;

import dev.silt.rootfs.FileStatus;
import dev.silt.rootfs.FileType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;

/**
 * The time of a root while a stage is made or removed in it, kept in an extended attribute. On file
 * systems without these a power failure in just that moment leaves the root with the time of the
 * moment.
 */
final class RootTime {

  static final String NAME = "user.silt.mtime";

  private RootTime() {}

  /** Keeps a time, if it can; a time that was kept before is forgotten. */
  static void keep(Directory root, Instant time) throws IOException {
    byte[] text = time.toString().getBytes(StandardCharsets.US_ASCII);
    try {
      root.setXattr(OpenTree.SELF, NAME, text);
    } catch (IOException e) {
      forget(root); // not there, or no room: see above
    }
  }

  private static void forget(Directory root) throws IOException {
    try {
      if (root.xattrs(OpenTree.SELF).values().containsKey(NAME)) {
        root.setXattr(OpenTree.SELF, NAME, null);
      }
    } catch (IOException e) {
      return; // no such attributes
    }
  }

  /** Gives the root the time that was kept, if there is one, and forgets it. */
  static void restore(Directory root) throws IOException {
    byte[] text;
    try {
      text = root.xattrs(OpenTree.SELF).values().get(NAME);
    } catch (IOException e) {
      return; // no such attributes
    }
    if (text == null) {
      return;
    }
    try {
      restore(root, Instant.parse(new String(text, StandardCharsets.US_ASCII)));
    } catch (DateTimeException e) {
      throw new IOException("the kept time of the root is damaged: " + e.getMessage(), e);
    }
  }

  /** Gives the root a time, and forgets the one that was kept. */
  static void restore(Directory root, Instant time) throws IOException {
    FileStatus now = Objects.requireNonNull(root.status(OpenTree.SELF));
    if (!time.equals(now.mtime())) {
      root.setTime(OpenTree.SELF, FileType.DIRECTORY, time);
    }
    root.sync(OpenTree.SELF);
    forget(root);
    root.sync(OpenTree.SELF);
  }
}
