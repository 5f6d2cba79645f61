package dev.silt;

import dev.silt.error.InvalidImageException;
import dev.silt.io.WorkFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room for work files: enough, and not in a root file system that is read or updated. */
final class WorkRoom {

  /** Bytes of an update's work files that stay in memory: a device's storage wears by writes. */
  private static final long IN_MEMORY = 12 << 20;

  private WorkRoom() {}

  /** {@return where temporary files go if nothing is said, and no file is written} */
  static Path defaultDirectory() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** Refuses what there is no room for. */
  static void require(Path directory, long wanted) throws IOException {
    long available = Files.getFileStore(directory).getUsableSpace();
    if (wanted > available) {
      throw new IOException(
          "not enough room in "
              + directory
              + ": wanted="
              + wanted
              + ", available="
              + available
              + " bytes; free some, or choose another work directory");
    }
  }

  /** {@return whether a directory is below another, and on the same file system} */
  static boolean isWithin(Path directory, Path root) throws IOException {
    return Files.isDirectory(directory)
        && directory.toRealPath().startsWith(root.toRealPath())
        && isBeside(directory, root);
  }

  private static boolean isBeside(Path directory, Path other) throws IOException {
    return Files.getFileStore(directory).equals(Files.getFileStore(other));
  }

  /**
   * Opens work files for an update in place.
   *
   * @param directory where
   * @param root of the root file system
   * @param length bytes that they will hold
   * @param stagedLength bytes that will be staged in the root file system meanwhile
   * @return no files yet
   * @throws InvalidImageException if the directory lies in the root file system
   */
  static WorkFiles open(Path directory, Path root, long length, long stagedLength)
      throws IOException {
    if (isWithin(directory, root)) {
      throw new InvalidImageException(
          directory
              + ": lies in the root file system "
              + root
              + ", whose room is not for work files: choose a work directory outside of it");
    }
    require(directory, isBeside(directory, root) ? length + stagedLength : length);
    return WorkFiles.create(directory, IN_MEMORY);
  }
}
