package dev.silt.signature;

/**
 * A bitmap over weak hashes: says quickly that no block has a given hash. It has 64 bits for each
 * block, so that one foreign hash in 64 passes, as long as that fits the second-level cache; with
 * more blocks than {@value #LARGEST_BITS} / 64 more pass, and nothing else changes.
 */
final class BlockFilter {

  private static final int SMALLEST_BITS = 1 << 12;
  private static final int LARGEST_BITS = 1 << 22;
  private static final int BITS_PER_BLOCK = 64;

  private final long[] words;

  private BlockFilter(long[] words) {
    this.words = words;
  }

  static BlockFilter forBlocks(int blockCount) {
    long wanted = Math.max(SMALLEST_BITS, (long) blockCount * BITS_PER_BLOCK);
    int bits = (int) Math.min(LARGEST_BITS, Long.highestOneBit(wanted));
    return new BlockFilter(new long[bits >>> 6]);
  }

  void add(int hash) {
    words[word(hash) & words.length - 1] |= Long.MIN_VALUE >>> hash;
  }

  /**
   * Finds the next hash that may be a block's. Four hashes share one branch, since a branch for
   * each costs more than the loads do.
   *
   * @param hashes hashes of consecutive windows
   * @param from the first one to look at
   * @param to the end of those to look at
   * @return index of the first that passes, or {@code to}
   */
  int next(int[] hashes, int from, int to) {
    long[] map = words;
    int mask = map.length - 1;
    int k = from;
    for (; k <= to - 4; k += 4) {
      int h0 = hashes[k];
      int h1 = hashes[k + 1];
      int h2 = hashes[k + 2];
      int h3 = hashes[k + 3];
      // a shift by an int uses its lowest six bits; the bit asked for becomes the sign
      long any =
          map[word(h0) & mask] << h0
              | map[word(h1) & mask] << h1
              | map[word(h2) & mask] << h2
              | map[word(h3) & mask] << h3;
      if (any < 0) {
        break;
      }
    }
    while (k < to && map[word(hashes[k]) & mask] << hashes[k] >= 0) {
      k++;
    }
    return k;
  }

  /** The bits that choose a word; the lowest six choose a bit in it. */
  private static int word(int hash) {
    return hash >>> 12;
  }
}
