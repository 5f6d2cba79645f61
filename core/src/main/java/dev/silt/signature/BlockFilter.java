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
    for (int k = from; k < to; k++) {
      int hash = hashes[k];
      // a shift uses the lowest six bits of its int; the bit asked for becomes the sign
      if (map[word(hash) & mask] << hash < 0) {
        return k;
      }
    }
    return to;
  }

  /** The bits that choose a word; the lowest six choose a bit in it. */
  private static int word(int hash) {
    return hash >>> 12;
  }
}
