package dev.silt.deflate;

import java.util.Arrays;

/**
 * Reads symbols in a canonical prefix code, bit by bit: made for few symbols. Not thread-safe;
 * reused.
 */
final class PrefixDecoder {

  /** What {@link #next} returns for bits that are no code word. */
  static final int INVALID = -1;

  private final int[] counts = new int[Alphabet.MAX_BITS + 1];
  private final int[] offsets = new int[Alphabet.MAX_BITS + 1];

  /** Symbols by length of their words, then by number. */
  private final short[] symbols;

  PrefixDecoder(int symbolCount) {
    symbols = new short[symbolCount];
  }

  /** Takes the code that has these lengths. */
  void reset(byte[] lengths, int from, int count) {
    Arrays.fill(counts, 0);
    for (int i = 0; i < count; i++) {
      counts[lengths[from + i]]++;
    }
    counts[0] = 0;
    for (int length = 1; length <= Alphabet.MAX_BITS; length++) {
      offsets[length] = offsets[length - 1] + counts[length - 1];
    }
    for (int i = 0; i < count; i++) {
      int length = lengths[from + i];
      if (length > 0) {
        symbols[offsets[length]++] = (short) i;
      }
    }
  }

  /** {@return the next symbol} */
  int next(BitReader bits) {
    int word = 0;
    int first = 0;
    int passed = 0;
    for (int length = 1; length <= Alphabet.MAX_BITS; length++) {
      word = word << 1 | bits.bit();
      first <<= 1;
      int place = word - first;
      if (place < counts[length]) {
        return place < 0 ? INVALID : symbols[passed + place];
      }
      passed += counts[length];
      first += counts[length];
    }
    return INVALID;
  }
}
