package dev.silt.match;

import dev.silt.io.LittleEndian;
import java.io.IOException;

/**
 * Where the windows of a base content stand: a hash table over the windows at every {@code step}th
 * offset, in chains, latest first. An entry holds the sample's number and ten bits of the hash, so
 * that nearly every false candidate is turned down without looking at the base. At most {@link
 * #MAX_ENTRIES} entries (32 MiB): the step grows with the base. Windows of one repeated byte are
 * left out, as are those equal to the sample before: they would only make chains long.
 */
final class SampledIndex {

  /** Entries at most. */
  static final int MAX_ENTRIES = (1 << 22) - 1;

  private static final int SAMPLE_MASK = MAX_ENTRIES;
  private static final long PRIME = 0x9e3779b97f4a7c15L;

  private final int window;
  private final int step;
  private final int maxChain;
  private final int shift;
  private final int[] heads;
  private final int[] chain;

  private SampledIndex(int window, int step, int maxChain, int count) {
    this.window = window;
    this.step = step;
    this.maxChain = maxChain;
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(15, count));
    this.shift = Long.SIZE - bits;
    this.heads = new int[1 << bits];
    this.chain = new int[count + 1];
  }

  /**
   * Indexes a base content; reads it once.
   *
   * @param base the content
   * @param window length of a window, 8 to 16
   * @param minStep distance between samples if the table has room for that
   * @param maxChain entries to look at for one window
   * @return the index
   */
  static SampledIndex build(PagedBytes base, int window, int minStep, int maxChain)
      throws IOException {
    long positions = Math.max(0, base.length() - window + 1);
    long step = Math.max(minStep, (positions + MAX_ENTRIES - 1) / MAX_ENTRIES);
    int count = (int) ((positions + step - 1) / step);
    SampledIndex index =
        new SampledIndex(window, Math.toIntExact(step), maxChain, Math.min(count, MAX_ENTRIES));
    long previous = 0;
    for (int sample = 1; sample < index.chain.length; sample++) {
      long offset = (sample - 1) * step;
      byte[] page = base.page(offset);
      long hash = index.hash(page, PagedBytes.indexInPage(offset));
      if (hash != 0 && hash != previous) {
        int head = (int) (hash >>> index.shift);
        index.chain[sample] = index.heads[head];
        index.heads[head] = tag(hash) | sample;
      }
      previous = hash;
    }
    return index;
  }

  /** {@return distance between samples in bytes} */
  int step() {
    return step;
  }

  /** {@return hash of the window at an index of a page; 0 if it is one byte repeated} */
  long hash(byte[] page, int at) {
    long first = LittleEndian.getLong(page, at);
    long last = LittleEndian.getLong(page, at + window - 8);
    if (first == last && Long.rotateLeft(first, 8) == first) {
      return 0;
    }
    long h = (first * PRIME ^ last) * PRIME;
    return (h ^ h >>> 29) * PRIME | 1;
  }

  private static int tag(long hash) {
    return (int) hash & ~SAMPLE_MASK;
  }

  /** {@return first index in [from, to) of a page whose window may be in the base, else to} */
  int nextHit(byte[] page, int from, int to) {
    for (int at = from; at < to; at++) {
      long hash = hash(page, at);
      if (hash != 0) {
        int entry = heads[(int) (hash >>> shift)];
        if (entry != 0 && ((entry ^ (int) hash) & ~SAMPLE_MASK) == 0
            || chain[entry & SAMPLE_MASK] != 0 && find(hash, entry) != 0) {
          return at;
        }
      }
    }
    return to;
  }

  /**
   * Collects the base offsets whose windows may equal one.
   *
   * @param hash the window's, not 0
   * @param offsets receives them; has room for the longest chain
   * @return how many
   */
  int candidates(long hash, long[] offsets) {
    int count = 0;
    int entry = heads[(int) (hash >>> shift)];
    for (int i = 0; i < maxChain && entry != 0; i++) {
      if (((entry ^ (int) hash) & ~SAMPLE_MASK) == 0) {
        offsets[count++] = ((entry & SAMPLE_MASK) - 1) * (long) step;
      }
      entry = chain[entry & SAMPLE_MASK];
    }
    return count;
  }

  private int find(long hash, int head) {
    int entry = head;
    for (int i = 0; i < maxChain && entry != 0; i++) {
      if (((entry ^ (int) hash) & ~SAMPLE_MASK) == 0) {
        return entry;
      }
      entry = chain[entry & SAMPLE_MASK];
    }
    return 0;
  }
}
