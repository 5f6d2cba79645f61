package dev.silt.relocate;

/**
 * Instructions of Thumb code. One of four bytes is a word here as it is in memory: its first half
 * in the low 16 bits.
 */
final class ThumbCode {

  /** What {@code pc} is ahead of an instruction. */
  static final int AHEAD = 4;

  private ThumbCode() {}

  /** {@return bytes of the instruction that begins with a half word} */
  static int length(int half) {
    return (half & 0xffff) >= 0xe800 ? 4 : 2;
  }

  /** {@return whether it is a branch of 25 bits: bl, or b.w} */
  static boolean isBranch(int word) {
    return (word & 0x9000f800) == 0x9000f000;
  }

  /** {@return whether it is a call of ARM code: blx} */
  static boolean isExchange(int word) {
    return (word & 0xd001f800) == 0xc000f000;
  }

  /** {@return whether it is a conditional branch of 21 bits} */
  static boolean isConditional(int word) {
    return (word & 0xd000f800) == 0x8000f000 && (word & 0x380) != 0x380;
  }

  /** {@return how far a branch of 25 bits goes} */
  static int branchDistance(int word) {
    int sign = word << 21 >> 31; // bit 10 of the first half
    int first = ~(word >>> 29 ^ sign) & 1;
    int second = ~(word >>> 27 ^ sign) & 1;
    return sign << 24
        | first << 23
        | second << 22
        | (word & 0x3ff) << 12
        | (word >>> 16 & 0x7ff) << 1;
  }

  /** {@return a branch of 25 bits that goes so far; bit 0 is cut} */
  static int branch(int word, long distance) {
    int far = (int) distance;
    int sign = far >>> 24 & 1;
    int first = ~(far >>> 23 ^ sign) & 1;
    int second = ~(far >>> 22 ^ sign) & 1;
    return word & 0xd000f800
        | sign << 10
        | far >>> 12 & 0x3ff
        | first << 29
        | second << 27
        | (far >>> 1 & 0x7ff) << 16;
  }

  /** {@return how far a conditional branch of 21 bits goes} */
  static int conditionalDistance(int word) {
    return word << 21 >> 31 << 20
        | (word >>> 27 & 1) << 19
        | (word >>> 29 & 1) << 18
        | (word & 0x3f) << 12
        | (word >>> 16 & 0x7ff) << 1;
  }

  /** {@return a conditional branch of 21 bits that goes so far; bit 0 is cut} */
  static int conditional(int word, long distance) {
    int far = (int) distance;
    return word & 0xd000fbc0
        | (far >>> 20 & 1) << 10
        | (far >>> 19 & 1) << 27
        | (far >>> 18 & 1) << 29
        | far >>> 12 & 0x3f
        | (far >>> 1 & 0x7ff) << 16;
  }

  /** {@return whether a half word loads a word of a pool: ldr rX, [pc, #imm8]} */
  static boolean isLoad(int half) {
    return (half & 0xf800) == 0x4800;
  }

  /** {@return whether it loads a word of a pool behind it: ldr.w rX, [pc, #imm12]} */
  static boolean isWideLoad(int word) {
    return (word & 0xffff) == 0xf8df;
  }

  /** {@return whether a half word adds {@code pc} to a register} */
  static boolean adds(int half, int register) {
    return (half & 0xffff) == (0x4478 | register & 7 | (register & 8) << 4);
  }
}
