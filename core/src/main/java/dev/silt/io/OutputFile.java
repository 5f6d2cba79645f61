package dev.silt.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file to write, which appears complete or not at all. What is no ordinary file (a device, a
 * pipe, {@code /dev/stdout}) is never replaced: it is given the bytes once all of them are there. A
 * symbolic link to a file stays, and the file is replaced.
 */
public final class OutputFile {

  private static final Path PROCESSES = Path.of("/proc");

  private final Path path;
  private final boolean ordinary;

  private OutputFile(Path path, boolean ordinary) {
    this.path = path;
    this.ordinary = ordinary;
  }

  /**
   * Looks at a name; nothing is created.
   *
   * @param named the file, which need not exist
   * @return the output
   * @throws IOException if it is a directory, its own directory is missing, or it cannot be looked
   *     at
   */
  public static OutputFile of(Path named) throws IOException {
    Path path = named.toAbsolutePath();
    if (!Files.exists(path)) {
      Path parent = path.getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        throw new FileSystemException(named.toString(), null, "its directory does not exist");
      }
      return new OutputFile(path, true);
    }
    if (Files.isDirectory(path)) {
      throw new FileSystemException(named.toString(), null, "output is a directory");
    }
    if (!Files.isRegularFile(path) || isDescriptor(path)) {
      return new OutputFile(path, false);
    }
    return new OutputFile(Files.isSymbolicLink(path) ? path.toRealPath() : path, true);
  }

  /** Whether the name stands for what a process has open; that may be an ordinary file. */
  private static boolean isDescriptor(Path path) throws IOException {
    return isInProcesses(path)
        || Files.isSymbolicLink(path)
            && isInProcesses(path.resolveSibling(Files.readSymbolicLink(path)));
  }

  private static boolean isInProcesses(Path path) throws IOException {
    Path parent = path.getParent();
    return parent != null && Files.isDirectory(parent) && parent.toRealPath().startsWith(PROCESSES);
  }

  /** {@return whether the name is free, or an ordinary file's, and can be given to another file} */
  public boolean isOrdinary() {
    return ordinary;
  }

  /** {@return the file's own name, behind a link to it} */
  public Path path() {
    return path;
  }

  /** {@return where temporary files go if nothing else is said} */
  public Path directory() {
    Path parent = path.getParent();
    return ordinary && parent != null ? parent : Path.of(System.getProperty("java.io.tmpdir"));
  }

  /**
   * Makes an empty file for the bytes, which those may read whom the process lets read its files.
   *
   * @return its name
   * @throws IOException if it cannot be made
   */
  public Path temporary() throws IOException {
    return isPosix()
        ? Files.createTempFile(
            directory(),
            ".silt-",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-")))
        : Files.createTempFile(directory(), ".silt-", ".tmp");
  }

  /**
   * Flushes a complete file to the disk and gives it the name, or its bytes to what has the name.
   *
   * @param temporary from {@link #temporary}; may be left
   * @throws IOException if that fails
   */
  public void publish(Path temporary) throws IOException {
    if (ordinary) {
      replace(temporary);
    } else {
      // Whatever is behind it may have other writers, so nothing is cut off and nothing
      // overwritten;
      // through a channel, because that is what an interrupt wakes from a write.
      try (OutputStream out =
          Channels.newOutputStream(
              FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND))) {
        Files.copy(temporary, out);
      }
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private void replace(Path temporary) throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    if (isPosix() && Files.exists(path)) {
      Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(path));
    }
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(directory(), StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every system opens directories; the move itself has been done.
      return;
    }
  }
}
