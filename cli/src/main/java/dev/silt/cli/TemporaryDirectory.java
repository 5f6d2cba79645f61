package dev.silt.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A directory that is deleted when it is closed, unless the user chose it. */
final class TemporaryDirectory implements AutoCloseable {

  private final Path path;
  private final boolean kept;

  private TemporaryDirectory(Path path, boolean kept) {
    this.path = path;
    this.kept = kept;
  }

  /**
   * Opens the directory.
   *
   * @param chosen the user's choice, which is made if it is missing and stays; or null
   */
  static TemporaryDirectory open(@Nullable Path chosen) throws IOException {
    return chosen == null
        ? new TemporaryDirectory(Files.createTempDirectory("silt-demo-"), false)
        : new TemporaryDirectory(Files.createDirectories(chosen.toAbsolutePath()), true);
  }

  Path path() {
    return path;
  }

  boolean kept() {
    return kept;
  }

  @Override
  public void close() throws IOException {
    if (kept) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
