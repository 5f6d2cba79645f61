package dev.silt.bench.compare;

import java.nio.file.Path;

/**
 * What is compared.
 *
 * @param name its name in the table
 * @param base an image archive, or a file
 * @param target the same, a release later
 * @param files whether they are plain files rather than images
 */
record Pair(String name, Path base, Path target, boolean files) {

  /** A pair that has no name but its files'. */
  static Pair of(Path base, Path target, boolean files) {
    return new Pair(base.getFileName() + " to " + target.getFileName(), base, target, files);
  }

  /** {@return the name for the way from target to base} */
  String backName() {
    return name + ", back";
  }
}
