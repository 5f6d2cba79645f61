package dev.silt.deflate;

/**
 * The symbols of RFC 1951: literals and lengths share one alphabet, distances have their own; a
 * symbol for a range of lengths or distances is followed by extra bits. Tables only; they must not
 * be changed.
 */
final class Alphabet {

  static final int MIN_LENGTH = 3;
  static final int MAX_LENGTH = 258;

  static final int END_OF_BLOCK = 256;

  /** The symbol of the shortest lengths. */
  static final int FIRST_LENGTH = 257;

  /** Symbols of literals, the end of the block, and lengths. */
  static final int LITERAL_COUNT = 286;

  static final int DISTANCE_COUNT = 30;

  /** Symbols that code the lengths of the codes of the two others. */
  static final int CODE_LENGTH_COUNT = 19;

  /** The length of code words that the two first alphabets may reach. */
  static final int MAX_BITS = 15;

  /** The same for code lengths. */
  static final int MAX_CODE_LENGTH_BITS = 7;

  /** Repeats the length before, 3 to 6 times: 2 extra bits. */
  static final int REPEAT = 16;

  /** 3 to 10 symbols without a code word: 3 extra bits. */
  static final int FEW_ZEROS = 17;

  /** 11 to 138 of them: 7 extra bits. */
  static final int MANY_ZEROS = 18;

  /** In which order the lengths of the code length code are written. */
  static final byte[] CODE_LENGTH_ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  /** Extra bits by literal or length symbol. */
  static final byte[] LENGTH_EXTRA = new byte[LITERAL_COUNT];

  /** Extra bits by distance symbol. */
  static final byte[] DISTANCE_EXTRA = new byte[DISTANCE_COUNT];

  /** Extra bits by code length symbol. */
  static final byte[] CODE_LENGTH_EXTRA = new byte[CODE_LENGTH_COUNT];

  /** The symbol, by length - 3. */
  static final short[] LENGTH_SYMBOL = new short[MAX_LENGTH - MIN_LENGTH + 1];

  /** The least length - 3, by symbol. */
  static final short[] LENGTH_BASE = new short[LITERAL_COUNT];

  /** The least distance - 1, by symbol. */
  static final short[] DISTANCE_BASE = new short[DISTANCE_COUNT];

  private static final int NEAR = 256;
  private static final int FAR_SHIFT = 7;
  private static final byte[] NEAR_DISTANCE = new byte[NEAR];
  private static final byte[] FAR_DISTANCE = new byte[NEAR];

  static {
    CODE_LENGTH_EXTRA[REPEAT] = 2;
    CODE_LENGTH_EXTRA[FEW_ZEROS] = 3;
    CODE_LENGTH_EXTRA[MANY_ZEROS] = 7;
    fillLengths();
    fillDistances();
  }

  private Alphabet() {}

  /** Four symbols for each number of extra bits, but eight without; and one for 258 alone. */
  private static void fillLengths() {
    int last = LITERAL_COUNT - 1;
    int least = 0;
    for (int symbol = FIRST_LENGTH; symbol < last; symbol++) {
      int extra = Math.max(0, (symbol - FIRST_LENGTH) / 4 - 1);
      LENGTH_EXTRA[symbol] = (byte) extra;
      LENGTH_BASE[symbol] = (short) least;
      for (int i = 0; i < 1 << extra && least < LENGTH_SYMBOL.length; i++) {
        LENGTH_SYMBOL[least++] = (short) symbol;
      }
    }
    LENGTH_BASE[last] = MAX_LENGTH - MIN_LENGTH;
    LENGTH_SYMBOL[MAX_LENGTH - MIN_LENGTH] = (short) last;
  }

  /** Two symbols for each number of extra bits, but four without. */
  private static void fillDistances() {
    int least = 0;
    for (int symbol = 0; symbol < DISTANCE_COUNT; symbol++) {
      int extra = Math.max(0, symbol / 2 - 1);
      DISTANCE_EXTRA[symbol] = (byte) extra;
      DISTANCE_BASE[symbol] = (short) least;
      for (int i = 0; i < 1 << extra; i++, least++) {
        if (least < NEAR) {
          NEAR_DISTANCE[least] = (byte) symbol;
        }
        FAR_DISTANCE[least >> FAR_SHIFT] = (byte) symbol;
      }
    }
  }

  /** {@return the symbol of a distance from 1 to 32768} */
  static int distanceSymbol(int distance) {
    int value = distance - 1;
    return value < NEAR ? NEAR_DISTANCE[value] : FAR_DISTANCE[value >> FAR_SHIFT];
  }
}
