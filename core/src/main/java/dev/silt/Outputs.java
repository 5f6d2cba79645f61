package dev.silt;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that appear complete or not at all. */
final class Outputs {

  private Outputs() {}

  static Path directoryOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  static Path temporarySibling(Path file) throws IOException {
    return Files.createTempFile(directoryOf(file), ".silt-", ".tmp");
  }

  /** Flushes a complete file to the disk and gives it its name, replacing what had it. */
  static void publish(Path temporary, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      // Temporary files are private; a delta is an ordinary file.
      Files.setPosixFilePermissions(
          temporary, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(directoryOf(file), StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every system opens directories; the move itself has been done.
      return;
    }
  }
}
