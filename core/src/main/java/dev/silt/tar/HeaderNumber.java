package dev.silt.tar;

/** Reads numbers of header fields as Go does. */
final class HeaderNumber {

  /** What no field can say. */
  static final long MALFORMED = Long.MIN_VALUE;

  private HeaderNumber() {}

  /** {@return an octal or base-256 number, or {@link #MALFORMED}} */
  static long parse(byte[] bytes, int from, int length) {
    return bytes[from] < 0 ? parseBase256(bytes, from, length) : parseOctal(bytes, from, length);
  }

  private static long parseBase256(byte[] bytes, int from, int length) {
    int inverse = (bytes[from] & 0x40) != 0 ? 0xff : 0;
    long value = 0;
    for (int i = from; i < from + length; i++) {
      int b = (bytes[i] ^ inverse) & (i == from ? 0x7f : 0xff);
      if (value >>> 55 != 0) {
        return MALFORMED;
      }
      value = value << 8 | b;
    }
    return inverse != 0 ? ~value : value;
  }

  /** {@return an octal number between NULs and spaces, zero if empty, or {@link #MALFORMED}} */
  static long parseOctal(byte[] bytes, int from, int length) {
    int start = from;
    int end = from + length;
    while (start < end && (bytes[start] == ' ' || bytes[start] == 0)) {
      start++;
    }
    while (end > start && (bytes[end - 1] == ' ' || bytes[end - 1] == 0)) {
      end--;
    }
    long value = 0;
    for (int i = start; i < end && bytes[i] != 0; i++) {
      if (bytes[i] < '0' || bytes[i] > '7') {
        return MALFORMED;
      }
      value = value << 3 | bytes[i] - '0';
    }
    return value;
  }
}
