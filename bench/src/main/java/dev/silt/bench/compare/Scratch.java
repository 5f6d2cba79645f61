package dev.silt.bench.compare;

import dev.silt.io.WorkFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary directory that vanishes with all that is in it, also when the JVM is told to end. */
final class Scratch implements AutoCloseable {

  private final Path path;
  private final Thread hook;

  private Scratch(Path path) {
    this.path = path;
    this.hook =
        new Thread(
            () -> {
              Processes.endAll();
              delete(path);
            });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Makes the directory.
   *
   * @param parent where
   */
  static Scratch create(Path parent) throws IOException {
    return new Scratch(
        Files.createTempDirectory(Files.createDirectories(parent), "silt-bench-").toAbsolutePath());
  }

  Path path() {
    return path;
  }

  /** {@return an empty directory; what it held before is deleted} */
  Path fresh(String name) throws IOException {
    Path directory = path.resolve(name);
    WorkFiles.deleteTree(directory);
    return Files.createDirectory(directory);
  }

  /**
   * Looks for room.
   *
   * @param length bytes that are about to be written
   * @throws IOException if there is less
   */
  void require(long length) throws IOException {
    long free = Files.getFileStore(path).getUsableSpace();
    if (free < length) {
      throw new IOException(
          "no room for temporary files: expected="
              + Figures.mebibytes(length)
              + " MiB, actual="
              + Figures.mebibytes(free)
              + " MiB; --work chooses another directory");
    }
  }

  @Override
  public void close() throws IOException {
    WorkFiles.deleteTree(path);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it runs already
    }
  }

  private static void delete(Path path) {
    try {
      WorkFiles.deleteTree(path);
    } catch (IOException e) {
      System.err.println("bench: not deleted: " + path + ": " + e.getMessage());
    }
  }
}
