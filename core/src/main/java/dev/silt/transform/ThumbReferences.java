package dev.silt.transform;

/** Calls ({@code bl}, {@code blx}) of Thumb code. */
final class ThumbReferences {

  private static final int FIELD = 4;
  private static final int CALL_MASK = 0xd000f800;
  private static final int CALL = 0xd000f000;
  private static final int EXCHANGE_MASK = 0xd001f800;
  private static final int EXCHANGE = 0xc000f000;

  private ThumbReferences() {}

  static void rewrite(byte[] bytes, int count, int position, boolean toAbsolute) {
    for (int i = position & 1; i + FIELD <= count; i += 2) {
      int word = X86References.int32(bytes, i);
      boolean exchanges = (word & EXCHANGE_MASK) == EXCHANGE;
      if (exchanges || (word & CALL_MASK) == CALL) {
        int at = position + i;
        int halves = exchanges ? at >>> 2 << 1 : at >>> 1;
        X86References.put(bytes, i, with(word, number(word) + (toAbsolute ? halves : -halves)));
        i += FIELD - 2; // an instruction is passed as a whole, so fields do not overlap
      }
    }
  }

  /** The 24 bits of an instruction in their order: S, I1, I2, imm10, imm11. */
  private static int number(int word) {
    int sign = word >>> 10 & 1;
    int first = ~(word >>> 29 ^ sign) & 1;
    int second = ~(word >>> 27 ^ sign) & 1;
    return sign << 23
        | first << 22
        | second << 21
        | (word & 0x3ff) << 11
        | word >>> Short.SIZE & 0x7ff;
  }

  private static int with(int word, int number) {
    int sign = number >>> 23 & 1;
    int first = ~(number >>> 22 ^ sign) & 1;
    int second = ~(number >>> 21 ^ sign) & 1;
    return word & CALL_MASK
        | sign << 10
        | first << 29
        | second << 27
        | number >>> 11 & 0x3ff
        | (number & 0x7ff) << Short.SIZE;
  }
}
