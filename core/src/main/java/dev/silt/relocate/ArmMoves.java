package dev.silt.relocate;

/**
 * Two 32-bit ARM or Thumb instructions that put a number of 32 bits into a register: {@code movw},
 * the lower half, and right behind it {@code movt}. They are one number of eight bytes here, as
 * they are in memory. Compilers part few of them.
 */
final class ArmMoves {

  /** Bytes of both. */
  static final int LENGTH = 8;

  private ArmMoves() {}

  /** {@return whether two words are such a pair of Thumb code} */
  static boolean isThumb(long words) {
    int low = (int) words;
    int high = (int) (words >>> 32);
    return (low & 0x8000fbf0) == 0xf240
        && (high & 0x8000fbf0) == 0xf2c0
        && register(low) == register(high);
  }

  /** {@return whether two words are such a pair of ARM code that is always executed} */
  static boolean isArm(long words) {
    int low = (int) words;
    int high = (int) (words >>> 32);
    return (low & 0xfff00000) == 0xe3000000
        && (high & 0xfff00000) == 0xe3400000
        && register(low) == register(high);
  }

  /** {@return the register that a pair is for} */
  static int register(long words) {
    return register((int) words);
  }

  /** {@return the number that a pair puts there} */
  static int value(long words) {
    return half((int) words) | half((int) (words >>> 32)) << Short.SIZE;
  }

  /** {@return a pair for another number} */
  static long with(long words, int value) {
    int low = with((int) words, value);
    int high = with((int) (words >>> 32), value >>> Short.SIZE);
    return Integer.toUnsignedLong(low) | (long) high << 32;
  }

  /** Instructions that are always executed have the uppermost bit, those of Thumb code not. */
  private static boolean isThumb(int word) {
    return word >= 0;
  }

  private static int register(int word) {
    return (isThumb(word) ? word >>> 24 : word >>> 12) & 15;
  }

  private static int half(int word) {
    return isThumb(word)
        ? (word & 15) << 12
            | (word >>> 10 & 1) << 11
            | (word >>> 28 & 7) << 8
            | (word >>> 16 & 0xff)
        : word >>> 4 & 0xf000 | word & 0xfff;
  }

  private static int with(int word, int half) {
    return isThumb(word)
        ? word & 0x8f00fbf0
            | half >>> 12 & 15
            | (half >>> 11 & 1) << 10
            | (half >>> 8 & 7) << 28
            | (half & 0xff) << 16
        : word & 0xfff0f000 | (half & 0xf000) << 4 | half & 0xfff;
  }
}
