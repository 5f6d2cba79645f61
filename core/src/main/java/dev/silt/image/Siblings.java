package dev.silt.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Temporary names beside an output, and the step that makes one the output. */
final class Siblings {

  private Siblings() {}

  /** A name in the target's directory that nobody uses. */
  static Path of(Path target) throws IOException {
    Path parent = parent(target);
    if (!Files.isDirectory(parent)) {
      throw new NoSuchFileException(target.toString(), null, "its directory does not exist");
    }
    return parent.resolve(".silt-" + UUID.randomUUID() + ".tmp");
  }

  /** Whether anything has this name, a dangling link included. */
  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Renames in one step, replacing a file, and makes the new name durable. */
  static void publish(Path temporary, Path target) throws IOException {
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    forceDirectory(parent(target));
  }

  /** Makes the names in a directory durable, where that can be done. */
  static void forceDirectory(Path directory) {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        return; // some file systems cannot; the names are there all the same
      }
    }
  }

  private static Path parent(Path target) throws IOException {
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException("not a file name: " + target);
    }
    return parent;
  }
}
