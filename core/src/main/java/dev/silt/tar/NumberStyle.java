package dev.silt.tar;

/**
 * How a number fills a header field. Styles are small integers: {@code padding * 5 + terminator}
 * for octal digits, then the special ones.
 */
final class NumberStyle {

  /** Zero-padded octal digits and one NUL: what nearly every tool writes. */
  static final int USUAL = 0;

  /** GNU's base-256: two's complement, big-endian, the first bit set. */
  static final int BASE_256 = 15;

  /** All NUL, for zero. */
  static final int NULS = 16;

  /** All spaces, for zero. */
  static final int SPACES = 17;

  /** How many styles there are. */
  static final int COUNT = 18;

  private static final byte[][] TERMINATORS = {{0}, {}, {' '}, {' ', 0}, {0, ' '}};
  private static final int SPACE_PADDED = 1;
  private static final int UNPADDED = 2;

  private NumberStyle() {}

  /**
   * Fills a field.
   *
   * @param style one of {@link #COUNT}
   * @param value the number
   * @param out gets the bytes
   * @param offset where the field begins
   * @param length of the field
   * @return whether the number has this style's form in such a field; else the field is undefined
   */
  static boolean write(int style, long value, byte[] out, int offset, int length) {
    return switch (style) {
      case BASE_256 -> writeBase256(value, out, offset, length);
      case NULS -> value == 0 && fill(out, offset, offset + length, (byte) 0);
      case SPACES -> value == 0 && fill(out, offset, offset + length, (byte) ' ');
      default -> writeOctal(style, value, out, offset, length);
    };
  }

  private static boolean fill(byte[] out, int from, int to, byte with) {
    for (int i = from; i < to; i++) {
      out[i] = with;
    }
    return true;
  }

  private static boolean writeOctal(int style, long value, byte[] out, int offset, int length) {
    byte[] terminator = TERMINATORS[style % TERMINATORS.length];
    int padding = style / TERMINATORS.length;
    int digits = value == 0 ? 1 : (66 - Long.numberOfLeadingZeros(value)) / 3;
    int width = length - terminator.length;
    if (value < 0 || digits > width) {
      return false;
    }
    int end = padding == UNPADDED ? offset + digits : offset + width;
    long rest = value;
    for (int i = end - 1; i >= end - digits; i--) {
      out[i] = (byte) ('0' + (rest & 7));
      rest >>>= 3;
    }
    fill(out, offset, end - digits, (byte) (padding == SPACE_PADDED ? ' ' : '0'));
    System.arraycopy(terminator, 0, out, end, terminator.length);
    return fill(out, end + terminator.length, offset + length, (byte) 0);
  }

  private static boolean writeBase256(long value, byte[] out, int offset, int length) {
    int bits = (length - 1) * 8;
    if (bits < 64 && value >> bits != value >> 63) {
      return false;
    }
    long rest = value;
    for (int i = offset + length - 1; i > offset; i--) {
      out[i] = (byte) rest;
      rest >>= 8;
    }
    out[offset] = (byte) (value < 0 ? 0xff : 0x80);
    return true;
  }
}
