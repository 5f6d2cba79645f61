package dev.silt.deflate;

import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.Arrays;

/**
 * The literals and matches of a stream's first block, as far as they help to tell encoders apart.
 * Whatever the bytes are, reading them does no harm: it ends early. Not thread-safe; reused.
 */
final class FirstBlock {

  private static final int READ_LENGTH = 1 << 16;
  private static final int STORED = 0;
  private static final int DYNAMIC = 2;
  private static final int LITERAL_COUNT = 288;
  private static final int MAX_CODE_LENGTHS = 320;

  private final byte[] bytes = new byte[READ_LENGTH];
  private final BitReader bits = new BitReader(bytes);
  private final PrefixDecoder literals = new PrefixDecoder(LITERAL_COUNT);
  private final PrefixDecoder distances = new PrefixDecoder(Alphabet.DISTANCE_COUNT + 2);
  private final PrefixDecoder codeLengths = new PrefixDecoder(Alphabet.CODE_LENGTH_COUNT);
  private final byte[] lengths = new byte[MAX_CODE_LENGTHS];
  private final int[] symbols = new int[BlockWriter.SYMBOL_COUNT + 1];

  private int count;
  private boolean stored;
  private boolean complete;
  private boolean last;

  /** Reads the first block of a stream. */
  void read(ByteSource stream) throws IOException {
    int length = (int) Math.min(bytes.length, stream.length());
    stream.readFully(0, bytes, 0, length);
    bits.reset(length);
    count = 0;
    complete = false;
    last = bits.bit() == 1;
    int type = bits.bits(2);
    stored = type == STORED;
    if (type == DYNAMIC ? readCodes() : !stored && useFixedCodes()) {
      readSymbols();
    }
  }

  private boolean useFixedCodes() {
    literals.reset(FixedCode.LITERALS.lengths, 0, LITERAL_COUNT);
    distances.reset(FixedCode.DISTANCES.lengths, 0, Alphabet.DISTANCE_COUNT);
    return true;
  }

  private boolean readCodes() {
    int literalCount = bits.bits(5) + Alphabet.FIRST_LENGTH;
    int distanceCount = bits.bits(5) + 1;
    int codeLengthCount = bits.bits(4) + 4;
    Arrays.fill(lengths, (byte) 0);
    for (int i = 0; i < codeLengthCount; i++) {
      lengths[Alphabet.CODE_LENGTH_ORDER[i]] = (byte) bits.bits(3);
    }
    codeLengths.reset(lengths, 0, Alphabet.CODE_LENGTH_COUNT);
    if (!readLengths(literalCount + distanceCount)) {
      return false;
    }
    literals.reset(lengths, 0, literalCount);
    distances.reset(lengths, literalCount, distanceCount);
    return true;
  }

  private boolean readLengths(int lengthCount) {
    Arrays.fill(lengths, (byte) 0);
    for (int i = 0; i < lengthCount; ) {
      int symbol = codeLengths.next(bits);
      if (symbol == PrefixDecoder.INVALID || symbol == Alphabet.REPEAT && i == 0) {
        return false;
      }
      if (symbol < Alphabet.REPEAT) {
        lengths[i++] = (byte) symbol;
        continue;
      }
      int least = symbol == Alphabet.MANY_ZEROS ? 11 : 3;
      int run = least + bits.bits(Alphabet.CODE_LENGTH_EXTRA[symbol]);
      if (run > lengthCount - i) {
        return false;
      }
      Arrays.fill(lengths, i, i + run, symbol == Alphabet.REPEAT ? lengths[i - 1] : 0);
      i += run;
    }
    return true;
  }

  private void readSymbols() {
    while (count < symbols.length) {
      int symbol = literals.next(bits);
      int value = symbol < Alphabet.END_OF_BLOCK ? symbol : match(symbol);
      if (bits.isPastEnd() || value < 0) {
        return;
      }
      if (symbol == Alphabet.END_OF_BLOCK) {
        complete = true;
        return;
      }
      symbols[count++] = value;
    }
  }

  /** {@return a match whose length has that symbol; below 0 if it is none} */
  private int match(int symbol) {
    if (symbol == Alphabet.END_OF_BLOCK) {
      return 0;
    }
    if (symbol >= Alphabet.LITERAL_COUNT) {
      return PrefixDecoder.INVALID;
    }
    int length = Alphabet.LENGTH_BASE[symbol] + bits.bits(Alphabet.LENGTH_EXTRA[symbol]);
    int distanceSymbol = distances.next(bits);
    if (distanceSymbol < 0 || distanceSymbol >= Alphabet.DISTANCE_COUNT) {
      return PrefixDecoder.INVALID;
    }
    int distance =
        1
            + Alphabet.DISTANCE_BASE[distanceSymbol]
            + bits.bits(Alphabet.DISTANCE_EXTRA[distanceSymbol]);
    return BlockWriter.symbol(distance, length);
  }

  /** {@return whether the block holds bytes as they are, and no symbols} */
  boolean isStored() {
    return stored;
  }

  /** {@return whether a block of zlib's may end where this one does} */
  boolean hasLikelyEnd() {
    int full = BlockWriter.SYMBOL_COUNT;
    if (stored) {
      return true;
    }
    return complete ? count == full || last && count <= full : count <= full;
  }

  /**
   * Compares symbols with those of this block, as far as both are known.
   *
   * @param others the symbols that an encoder chose
   * @param from compares them from here
   * @param to to here
   */
  boolean agrees(int[] others, int from, int to) {
    if (stored) {
      return true;
    }
    if (complete && to > count) {
      return false;
    }
    int known = Math.min(to, count);
    return from >= known || Arrays.equals(others, from, known, symbols, from, known);
  }
}
