package dev.silt.testing;

import java.util.Arrays;

/** One 512-byte tar header under construction. Not thread-safe. */
final class HeaderBlock {

  private final byte[] block = new byte[512];

  /** Puts a string, cut to the field. */
  HeaderBlock text(int offset, int length, String value) {
    byte[] bytes = Bytes.latin1(value);
    System.arraycopy(bytes, 0, block, offset, Math.min(length, bytes.length));
    return this;
  }

  /** Puts zero-padded octal digits and a terminator in the last byte. */
  HeaderBlock octal(int offset, int length, long value, String end) {
    String digits = Long.toOctalString(value);
    int width = length - end.length();
    return text(offset, length, "0".repeat(Math.max(0, width - digits.length())) + digits + end);
  }

  /** Puts blank-padded octal digits, as V7 did. */
  HeaderBlock blanks(int offset, int length, long value, String end) {
    String digits = Long.toOctalString(value);
    int width = length - end.length();
    return text(offset, length, " ".repeat(Math.max(0, width - digits.length())) + digits + end);
  }

  /** Puts a GNU base-256 number. */
  HeaderBlock base256(int offset, int length, long value) {
    Arrays.fill(block, offset, offset + length, (byte) (value < 0 ? 0xff : 0));
    for (int i = 0; i < 8 && i < length; i++) {
      block[offset + length - 1 - i] = (byte) (value >> (8 * i));
    }
    block[offset] |= (byte) 0x80;
    return this;
  }

  /** Puts a number as octal if it fits, else in base 256. */
  HeaderBlock number(int offset, int length, long value) {
    boolean fits = value >= 0 && value < 1L << (3 * (length - 1));
    return fits ? octal(offset, length, value, "\0") : base256(offset, length, value);
  }

  /**
   * Computes the checksum.
   *
   * @param form how it is written: {@code 0} "dddddd NUL blank", {@code 1} "ddddddd NUL", {@code 2}
   *     blank-padded
   * @param signed whether bytes count as signed, as some old writers did
   */
  byte[] finish(int form, boolean signed) {
    Arrays.fill(block, 148, 156, (byte) ' ');
    long sum = 0;
    for (byte b : block) {
      sum += signed ? b : b & 0xff;
    }
    sum = Math.max(0, sum);
    switch (form) {
      case 1 -> octal(148, 8, sum, "\0");
      case 2 -> blanks(148, 8, sum, "\0 ");
      default -> octal(148, 8, sum, "\0 ");
    }
    return block;
  }
}
