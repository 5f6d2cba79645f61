package dev.silt.encode;

import dev.silt.delta.PairReason;
import java.util.List;

/**
 * The base contents of a new content.
 *
 * @param files numbers of the base files, the first one the best; none if nothing helps
 * @param reason why the first one
 */
record Pair(List<Integer> files, PairReason reason) {

  static final Pair NONE = new Pair(List.of(), PairReason.NONE);

  Pair {
    files = List.copyOf(files);
  }

  static Pair of(int file, PairReason reason) {
    return new Pair(List.of(file), reason);
  }
}
