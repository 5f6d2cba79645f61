package dev.silt.property;

import dev.silt.testing.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a directory. Stateless. */
final class Snapshot {

  private Snapshot() {}

  /**
   * Reads all files.
   *
   * @param root the directory
   * @return for each file or directory below its name and digest, sorted
   * @throws IOException if one cannot be read
   */
  static List<String> of(Path root) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path path : (Iterable<Path>) walk.sorted()::iterator) {
        if (!path.equals(root)) {
          String name = root.relativize(path).toString();
          boolean directory = Files.isDirectory(path);
          lines.add(name + " " + (directory ? "/" : Bytes.sha256(Files.readAllBytes(path))));
        }
      }
    }
    return lines;
  }
}
