package dev.silt.inplace;

import dev.silt.rootfs.FileStatus;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Opens the directories of a tree by path, one component after another, none of them a symbolic
 * link. Those on the way to the last one stay open, so a walk in path order opens each once. Not
 * safe for several threads.
 */
final class OpenTree implements Closeable {

  static final byte[] SELF = {};

  private final Directory root;
  private final List<byte[]> names = new ArrayList<>();
  private final List<Directory> open = new ArrayList<>();

  /** The root stays the caller's to close. */
  OpenTree(Directory root) {
    this.root = root;
  }

  Directory root() {
    return root;
  }

  /** The last component of a path; empty for the root. */
  static byte[] name(byte[] path) {
    int at = path.length;
    while (at > 0 && path[at - 1] != '/') {
      at--;
    }
    return Arrays.copyOfRange(path, at, path.length);
  }

  static byte[] parentPath(byte[] path) {
    return Arrays.copyOf(path, Math.max(0, path.length - name(path).length - 1));
  }

  /** {@return the directory that a path is in; the root's is the root itself} */
  Directory parent(byte[] path) throws IOException {
    return directory(parentPath(path));
  }

  /**
   * Opens a directory.
   *
   * @throws NotDirectoryException if it, or one on the way, is something else
   * @throws NoSuchFileException if one is not there
   */
  Directory directory(byte[] path) throws IOException {
    List<byte[]> wanted = components(path);
    int same = 0;
    while (same < wanted.size()
        && same < names.size()
        && Arrays.equals(wanted.get(same), names.get(same))) {
      same++;
    }
    closeTo(same);
    for (int i = same; i < wanted.size(); i++) {
      Directory child = (i == 0 ? root : open.get(i - 1)).open(wanted.get(i));
      open.add(child);
      names.add(wanted.get(i));
    }
    return wanted.isEmpty() ? root : open.get(wanted.size() - 1);
  }

  private static List<byte[]> components(byte[] path) {
    List<byte[]> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        if (i > from) {
          parts.add(Arrays.copyOfRange(path, from, i));
        }
        from = i + 1;
      }
    }
    return parts;
  }

  /** {@return what is at a path, or null if nothing, or nothing that can be reached, is} */
  @Nullable FileStatus status(byte[] path) throws IOException {
    try {
      return path.length == 0 ? root.status(SELF) : parent(path).status(name(path));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return null;
    }
  }

  /** {@return what is at a path that must be there} */
  FileStatus requireStatus(byte[] path) throws IOException {
    return Objects.requireNonNull(status(path));
  }

  /** Closes what may have been moved or removed. */
  void forget() throws IOException {
    closeTo(0);
  }

  private void closeTo(int depth) throws IOException {
    while (open.size() > depth) {
      names.remove(open.size() - 1);
      open.remove(open.size() - 1).close();
    }
  }

  @Override
  public void close() throws IOException {
    closeTo(0);
  }
}
