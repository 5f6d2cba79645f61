package dev.silt.deflate;

import java.util.Arrays;

/**
 * A Huffman code for one alphabet, with the same choices among equally good codes as zlib's. Reused
 * from block to block. Not thread-safe.
 *
 * <p>Which code comes out is decided by the heap of {@link CodeTree}, by how code words that are
 * too long are cut, and by the canonical order of RFC 1951.
 */
final class PrefixCode {

  /** How often each symbol occurs: filled by the owner. */
  final int[] frequencies;

  /** Bits of each symbol's code word; 0 for none. */
  final byte[] lengths;

  /** The code words, first bit lowest. */
  final short[] words;

  private final byte[] extraBits;
  private final int maxBits;
  private final CodeTree tree;
  private final int[] counts = new int[Alphabet.MAX_BITS + 1];
  private final int[] next = new int[Alphabet.MAX_BITS + 1];

  /** Number of symbols up to the last one with a code word. */
  private int used;

  PrefixCode(byte[] extraBits, int maxBits) {
    int symbolCount = extraBits.length;
    this.extraBits = extraBits;
    this.maxBits = maxBits;
    this.frequencies = new int[symbolCount];
    this.lengths = new byte[symbolCount];
    this.words = new short[symbolCount];
    this.tree = new CodeTree(symbolCount);
  }

  /** Forgets the frequencies. */
  void clear() {
    Arrays.fill(frequencies, 0);
  }

  /** Makes the code for the frequencies. */
  void build() {
    used = tree.build(frequencies);
    Arrays.fill(lengths, (byte) 0);
    Arrays.fill(counts, 0);
    if (tree.lengths(lengths, counts, maxBits)) {
      tree.shorten(lengths, counts, maxBits);
    }
    assignWords();
  }

  /** Makes the code whose lengths are there already, none of them 0. */
  void buildFromLengths() {
    used = lengths.length;
    Arrays.fill(counts, 0);
    for (byte length : lengths) {
      counts[length]++;
    }
    assignWords();
  }

  private void assignWords() {
    int word = 0;
    for (int length = 1; length <= Alphabet.MAX_BITS; length++) {
      word = word + counts[length - 1] << 1;
      next[length] = word;
    }
    for (int symbol = 0; symbol < used; symbol++) {
      int length = lengths[symbol];
      if (length > 0) {
        words[symbol] = (short) (Integer.reverse(next[length]++) >>> (Integer.SIZE - length));
      }
    }
  }

  /** {@return number of symbols up to the last one with a code word} */
  int used() {
    return used;
  }

  /** {@return bits that all symbols take in this code, with their extra bits} */
  long cost(int[] symbolFrequencies) {
    long bits = 0;
    for (int symbol = 0; symbol < symbolFrequencies.length; symbol++) {
      bits += (long) symbolFrequencies[symbol] * (lengths[symbol] + extraBits[symbol]);
    }
    return bits;
  }
}
