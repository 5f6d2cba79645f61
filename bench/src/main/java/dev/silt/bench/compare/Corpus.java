package dev.silt.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pairs of a directory as the scripts in testdata/corpus make it. */
final class Corpus {

  private Corpus() {}

  /**
   * Finds them.
   *
   * @param directory has NAME/old.oci.tar and NAME/new.oci.tar, or NAME/old and NAME/new for files
   * @return pairs in the order of their names
   */
  static List<Pair> pairs(Path directory) throws IOException {
    List<Path> below;
    try (Stream<Path> all = Files.list(directory)) {
      below = all.filter(Files::isDirectory).sorted().toList();
    }
    List<Pair> pairs = new ArrayList<>();
    for (Path each : below) {
      add(each, ".oci.tar", false, pairs);
      add(each, "", true, pairs);
    }
    return pairs;
  }

  private static void add(Path directory, String suffix, boolean files, List<Pair> pairs) {
    Path base = directory.resolve("old" + suffix);
    Path target = directory.resolve("new" + suffix);
    if (Files.isRegularFile(base) && Files.isRegularFile(target)) {
      pairs.add(new Pair(directory.getFileName().toString(), base, target, files));
    }
  }
}
