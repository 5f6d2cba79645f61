package dev.silt.deflate;

import java.io.IOException;

/**
 * The description of a block's two codes: the lengths of their words, run-length coded, in a code
 * of its own. Runs do not reach from one code into the other. Not thread-safe; reused.
 */
final class CodeHeader {

  private static final int LITERAL_COUNT_BITS = 5;
  private static final int DISTANCE_COUNT_BITS = 5;
  private static final int CODE_LENGTH_COUNT_BITS = 4;
  private static final int CODE_LENGTH_BITS = 3;
  private static final int MIN_CODE_LENGTHS = 4;
  private static final int MIN_REPEAT = 3;
  private static final int MAX_REPEAT = 6;
  private static final int MAX_FEW_ZEROS = 10;
  private static final int MAX_MANY_ZEROS = 138;
  private static final int SYMBOL_BITS = 8;
  private static final int SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;

  private final PrefixCode code =
      new PrefixCode(Alphabet.CODE_LENGTH_EXTRA, Alphabet.MAX_CODE_LENGTH_BITS);

  /** Each is a symbol, and above it the value of its extra bits. */
  private final int[] symbols = new int[Alphabet.LITERAL_COUNT + Alphabet.DISTANCE_COUNT];

  private int symbolCount;
  private int codeLengthCount;

  /**
   * Prepares a description.
   *
   * @return its bits
   */
  long prepare(PrefixCode literals, PrefixCode distances) {
    symbolCount = 0;
    code.clear();
    addRuns(literals);
    addRuns(distances);
    code.build();
    codeLengthCount = Alphabet.CODE_LENGTH_COUNT;
    while (codeLengthCount > MIN_CODE_LENGTHS && orderedLength(codeLengthCount - 1) == 0) {
      codeLengthCount--;
    }
    return LITERAL_COUNT_BITS
        + DISTANCE_COUNT_BITS
        + CODE_LENGTH_COUNT_BITS
        + CODE_LENGTH_BITS * codeLengthCount
        + code.cost(code.frequencies);
  }

  /** Writes what was prepared. */
  void write(PrefixCode literals, PrefixCode distances, BitWriter bits) throws IOException {
    bits.put(literals.used() - Alphabet.FIRST_LENGTH, LITERAL_COUNT_BITS);
    bits.put(distances.used() - 1, DISTANCE_COUNT_BITS);
    bits.put(codeLengthCount - MIN_CODE_LENGTHS, CODE_LENGTH_COUNT_BITS);
    for (int i = 0; i < codeLengthCount; i++) {
      bits.put(orderedLength(i), CODE_LENGTH_BITS);
    }
    for (int i = 0; i < symbolCount; i++) {
      int symbol = symbols[i] & SYMBOL_MASK;
      bits.put(code.words[symbol], code.lengths[symbol]);
      bits.put(symbols[i] >>> SYMBOL_BITS, Alphabet.CODE_LENGTH_EXTRA[symbol]);
    }
  }

  private int orderedLength(int place) {
    return code.lengths[Alphabet.CODE_LENGTH_ORDER[place]];
  }

  private void addRuns(PrefixCode described) {
    int from = 0;
    while (from < described.used()) {
      byte length = described.lengths[from];
      int to = from + 1;
      while (to < described.used() && described.lengths[to] == length) {
        to++;
      }
      if (length == 0) {
        addZeros(to - from);
      } else {
        add(length, 0);
        addRepeats(length, to - from - 1);
      }
      from = to;
    }
  }

  private void addZeros(int count) {
    for (int left = count; left > 0; ) {
      int run = Math.min(left, MAX_MANY_ZEROS);
      if (run < MIN_REPEAT) {
        addEach(0, run);
      } else if (run <= MAX_FEW_ZEROS) {
        add(Alphabet.FEW_ZEROS, run - MIN_REPEAT);
      } else {
        add(Alphabet.MANY_ZEROS, run - MAX_FEW_ZEROS - 1);
      }
      left -= run;
    }
  }

  private void addRepeats(int length, int count) {
    for (int left = count; left > 0; ) {
      int run = Math.min(left, MAX_REPEAT);
      if (run < MIN_REPEAT) {
        addEach(length, run);
      } else {
        add(Alphabet.REPEAT, run - MIN_REPEAT);
      }
      left -= run;
    }
  }

  private void addEach(int length, int count) {
    for (int i = 0; i < count; i++) {
      add(length, 0);
    }
  }

  private void add(int symbol, int extra) {
    symbols[symbolCount++] = extra << SYMBOL_BITS | symbol;
    code.frequencies[symbol]++;
  }
}
