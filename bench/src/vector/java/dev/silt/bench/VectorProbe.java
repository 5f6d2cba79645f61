package dev.silt.bench;

import static dev.silt.bench.VectorRabinKarp.INTS;
import static dev.silt.bench.VectorRabinKarp.WIDTH;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A bitmap over the weak hashes of a base's blocks, as large as that of a block table but of ints,
 * which is what the API gathers. Counts hashes that pass.
 */
final class VectorProbe {

  private static final int BITS_PER_BLOCK = 64;
  private static final int LARGEST_BITS = 1 << 22;

  private final int[] map;

  /** Indexes of gathers, which the API takes from memory only. */
  private final int[] index;

  private VectorProbe(int[] map, int most) {
    this.map = map;
    index = new int[most];
  }

  /** With the hashes of all blocks; {@code most} is how many hashes are looked up at once. */
  static VectorProbe of(byte[] base, int blockLength, int most) {
    int blocks = base.length / blockLength;
    int bits = Math.min(LARGEST_BITS, Integer.highestOneBit(blocks * BITS_PER_BLOCK));
    int[] map = new int[bits / Integer.SIZE];
    for (int block = 0; block < blocks; block++) {
      int hash = TextbookLoop.hash(base, block * blockLength, blockLength);
      map[hash >>> 12 & map.length - 1] |= Integer.MIN_VALUE >>> hash;
    }
    return new VectorProbe(map, most);
  }

  /** A branch for each hash. */
  int scalar(int[] hashes, int from, int to) {
    int[] map = this.map;
    int mask = map.length - 1;
    int found = 0;
    for (int k = from; k < to; k++) {
      int hash = hashes[k];
      if (map[hash >>> 12 & mask] << hash < 0) {
        found++;
      }
    }
    return found;
  }

  /**
   * A gather and a branch for each vector, and one for each hash of a vector in which one passes.
   */
  int vector(int[] hashes, int from, int to) {
    int mask = map.length - 1;
    int found = 0;
    for (int k = from; k < to; k += WIDTH) {
      IntVector hash = IntVector.fromArray(INTS, hashes, k);
      hash.lanewise(VectorOperators.LSHR, 12).and(mask).intoArray(index, k - from);
      IntVector words = IntVector.fromArray(INTS, map, 0, index, k - from);
      if (words.lanewise(VectorOperators.LSHL, hash).lt(0).anyTrue()) {
        found += scalar(hashes, k, k + WIDTH);
      }
    }
    return found;
  }

  /** No branches: only counts, which is no use for a scan but bounds what gathers can do. */
  int countOnly(int[] hashes, int from, int to) {
    int mask = map.length - 1;
    IntVector found = IntVector.zero(INTS);
    for (int k = from; k < to; k += WIDTH) {
      IntVector hash = IntVector.fromArray(INTS, hashes, k);
      hash.lanewise(VectorOperators.LSHR, 12).and(mask).intoArray(index, k - from);
      IntVector words = IntVector.fromArray(INTS, map, 0, index, k - from);
      IntVector bit = words.lanewise(VectorOperators.LSHL, hash);
      found = found.add(bit.lanewise(VectorOperators.LSHR, 31));
    }
    return found.reduceLanes(VectorOperators.ADD);
  }
}
