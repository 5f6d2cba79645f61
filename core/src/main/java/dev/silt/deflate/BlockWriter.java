package dev.silt.deflate;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Collects literals and matches until a block is full, and writes it in the shortest of the three
 * forms: as they are, with the fixed codes, or with codes of its own. Not thread-safe; reused.
 */
final class BlockWriter {

  /**
   * Symbols after which a block ends: one less than zlib's buffer holds with the default memory
   * level, in all its releases.
   */
  static final int SYMBOL_COUNT = (1 << 14) - 1;

  private static final int STORED = 0;
  private static final int FIXED = 1;
  private static final int DYNAMIC = 2;
  private static final int TYPE_BITS = 3;
  private static final int STORED_LENGTH_BITS = 16;
  private static final int STORED_LENGTH_MASK = (1 << STORED_LENGTH_BITS) - 1;

  /** What zlib adds to a stored block's length before it compares. */
  private static final int STORED_OVERHEAD = 4;

  private static final int LENGTH_BITS = 8;
  private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

  private final BitWriter bits = new BitWriter();

  /** A distance and, in the lowest byte, a length - 3; or 0 and a literal. */
  private final int[] symbols = new int[SYMBOL_COUNT + 1];

  private final PrefixCode literals = new PrefixCode(Alphabet.LENGTH_EXTRA, Alphabet.MAX_BITS);
  private final PrefixCode distances = new PrefixCode(Alphabet.DISTANCE_EXTRA, Alphabet.MAX_BITS);
  private final CodeHeader header = new CodeHeader();
  private int count;

  /** Symbols that were compared already. */
  private int agreedCount;

  private boolean isFirst;

  /** Begins a stream. */
  void reset(OutputStream out) {
    bits.reset(out);
    clear();
    isFirst = true;
    agreedCount = 0;
  }

  private void clear() {
    count = 0;
    literals.clear();
    distances.clear();
    literals.frequencies[Alphabet.END_OF_BLOCK] = 1;
  }

  /** {@return what stands for a match; a literal stands for itself} */
  static int symbol(int distance, int lengthValue) {
    return distance << LENGTH_BITS | lengthValue;
  }

  /**
   * Adds a literal.
   *
   * @return whether the block must end now
   */
  boolean literal(byte value) {
    int symbol = value & 0xff;
    symbols[count++] = symbol;
    literals.frequencies[symbol]++;
    return count == SYMBOL_COUNT;
  }

  /**
   * Adds a match.
   *
   * @return whether the block must end now
   */
  boolean match(int distance, int length) {
    int value = length - Alphabet.MIN_LENGTH;
    symbols[count++] = symbol(distance, value);
    literals.frequencies[Alphabet.LENGTH_SYMBOL[value]]++;
    distances.frequencies[Alphabet.distanceSymbol(distance)]++;
    return count == SYMBOL_COUNT;
  }

  /**
   * Writes the block.
   *
   * @param plain where its bytes are
   * @param offset its first byte, negative if that is gone
   * @param length its bytes
   * @param last whether the stream ends with it
   */
  void end(byte[] plain, int offset, int length, boolean last) throws IOException {
    literals.build();
    distances.build();
    long own =
        header.prepare(literals, distances)
            + literals.cost(literals.frequencies)
            + distances.cost(distances.frequencies);
    long fixed =
        FixedCode.LITERALS.cost(literals.frequencies)
            + FixedCode.DISTANCES.cost(distances.frequencies);
    long ownBytes = byteLength(own);
    long fixedBytes = byteLength(fixed);

    int lastBit = last ? 1 : 0;
    if (offset >= 0 && length + STORED_OVERHEAD <= Math.min(ownBytes, fixedBytes)) {
      bits.put(STORED << 1 | lastBit, TYPE_BITS);
      writeStored(plain, offset, length);
    } else if (fixedBytes <= ownBytes) {
      bits.put(FIXED << 1 | lastBit, TYPE_BITS);
      writeSymbols(FixedCode.LITERALS, FixedCode.DISTANCES);
    } else {
      bits.put(DYNAMIC << 1 | lastBit, TYPE_BITS);
      header.write(literals, distances, bits);
      writeSymbols(literals, distances);
    }
    if (last) {
      bits.align();
    }
    bits.flush();
    clear();
    isFirst = false;
  }

  /** {@return whether the symbols of the first block, so far, are those} */
  boolean agrees(FirstBlock expected) {
    int from = agreedCount;
    agreedCount = count;
    return !isFirst || expected.agrees(symbols, from, count);
  }

  private static long byteLength(long bitLength) {
    return bitLength + TYPE_BITS + Byte.SIZE - 1 >> 3;
  }

  private void writeStored(byte[] plain, int offset, int length) throws IOException {
    bits.align();
    bits.put(length, STORED_LENGTH_BITS);
    bits.put(~length & STORED_LENGTH_MASK, STORED_LENGTH_BITS);
    bits.put(plain, offset, length);
  }

  private void writeSymbols(PrefixCode literalCode, PrefixCode distanceCode) throws IOException {
    for (int i = 0; i < count; i++) {
      int distance = symbols[i] >>> LENGTH_BITS;
      int value = symbols[i] & LENGTH_MASK;
      if (distance == 0) {
        bits.put(literalCode.words[value], literalCode.lengths[value]);
        continue;
      }
      int symbol = Alphabet.LENGTH_SYMBOL[value];
      long word = literalCode.words[symbol];
      int wordBits = literalCode.lengths[symbol];
      word |= (long) (value - Alphabet.LENGTH_BASE[symbol]) << wordBits;
      wordBits += Alphabet.LENGTH_EXTRA[symbol];
      symbol = Alphabet.distanceSymbol(distance);
      word |= (long) distanceCode.words[symbol] << wordBits;
      wordBits += distanceCode.lengths[symbol];
      word |= (long) (distance - 1 - Alphabet.DISTANCE_BASE[symbol]) << wordBits;
      bits.put(word, wordBits + Alphabet.DISTANCE_EXTRA[symbol]);
    }
    int end = Alphabet.END_OF_BLOCK;
    bits.put(literalCode.words[end], literalCode.lengths[end]);
  }
}
