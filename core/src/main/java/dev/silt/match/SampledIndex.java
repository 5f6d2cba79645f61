package dev.silt.match;

import dev.silt.io.LittleEndian;
import java.io.IOException;

/**
 * Where the windows of a base content stand: a hash table over the windows at every {@code step}th
 * offset. A bucket is eight entries side by side, so that a look-up touches little memory and does
 * not branch; what finds its bucket full is left out. An entry holds the sample's number and ten
 * bits of the hash, so that nearly every false candidate is turned down without looking at the
 * base. At most {@link #MAX_ENTRIES} entries (32 MiB): the step grows with the base. Windows of one
 * repeated byte are left out, as are those equal to the sample before: they lead nowhere.
 */
final class SampledIndex {

  /** Entries at most. */
  static final int MAX_ENTRIES = (1 << 22) - 1;

  /** Candidates for one window at most. */
  static final int BUCKET = 8;

  private static final int SAMPLE_MASK = MAX_ENTRIES;
  private static final int TAG_MASK = ~SAMPLE_MASK;
  private static final long PRIME = 0x9e3779b97f4a7c15L;

  private final int window;
  private final int step;
  private final int shift;
  private final int[] entries;

  private SampledIndex(int window, int step, int count) {
    this.window = window;
    this.step = step;
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(15, count)) - 2;
    this.shift = Long.SIZE - bits;
    this.entries = new int[BUCKET << bits];
  }

  /**
   * Indexes a base content; reads it once.
   *
   * @param base the content
   * @param window length of a window, 8 to 16
   * @param minStep distance between samples if the table has room for that
   * @return the index
   */
  static SampledIndex build(PagedBytes base, int window, int minStep) throws IOException {
    long positions = Math.max(0, base.length() - window + 1);
    // Odd, so that every stride of the search meets every diagonal.
    long step = Math.max(minStep, (positions + MAX_ENTRIES - 1) / MAX_ENTRIES) | 1;
    int count = (int) ((positions + step - 1) / step);
    SampledIndex index = new SampledIndex(window, Math.toIntExact(step), count);
    long previous = 0;
    for (int sample = 1; sample <= count; sample++) {
      long offset = (sample - 1) * step;
      long hash = index.hash(base.page(offset), PagedBytes.indexInPage(offset));
      if (hash != 0 && hash != previous) {
        index.put(hash, sample);
      }
      previous = hash;
    }
    return index;
  }

  private void put(long hash, int sample) {
    int bucket = bucket(hash);
    for (int i = bucket; i < bucket + BUCKET; i++) {
      if (entries[i] == 0) {
        entries[i] = (int) hash & TAG_MASK | sample;
        return;
      }
    }
  }

  private int bucket(long hash) {
    return (int) (hash >>> shift) * BUCKET;
  }

  /** {@return distance between samples in bytes} */
  int step() {
    return step;
  }

  /** {@return hash of the window at an index of a page; 0 if it is one byte repeated} */
  long hash(byte[] page, int at) {
    long first = LittleEndian.getLong(page, at);
    long last = LittleEndian.getLong(page, at + window - Long.BYTES);
    if (first == last && Long.rotateLeft(first, Byte.SIZE) == first) {
      return 0;
    }
    long h = (first * PRIME ^ last) * PRIME;
    return (h ^ h >>> 29) * PRIME;
  }

  /**
   * Finds the next window that may be in the base.
   *
   * @param page a page of the target
   * @param from first index to look at
   * @param to end of the indices
   * @param stride distance between the indices to look at
   * @return the first such index, or one not below {@code to}
   */
  int nextHit(byte[] page, int from, int to, int stride) {
    int[] table = entries;
    int at = from;
    for (; at < to; at += stride) {
      long hash = hash(page, at);
      int bucket = bucket(hash);
      boolean hit = false;
      for (int i = 0; i < BUCKET; i++) {
        hit |= ((table[bucket + i] ^ (int) hash) & TAG_MASK) == 0;
      }
      if (hit && hash != 0) {
        break;
      }
    }
    return at;
  }

  /**
   * Collects the base offsets whose windows may equal one.
   *
   * @param hash the window's, not 0
   * @param offsets receives them; has room for {@link #BUCKET}
   * @return how many
   */
  int candidates(long hash, long[] offsets) {
    int count = 0;
    int bucket = bucket(hash);
    for (int i = bucket; i < bucket + BUCKET; i++) {
      int entry = entries[i];
      if (entry != 0 && ((entry ^ (int) hash) & TAG_MASK) == 0) {
        offsets[count++] = ((entry & SAMPLE_MASK) - 1) * (long) step;
      }
    }
    return count;
  }
}
