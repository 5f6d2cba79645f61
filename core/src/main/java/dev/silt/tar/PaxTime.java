package dev.silt.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A time as PAX records write it: decimal seconds with a fraction.
 *
 * @param seconds since 1970, rounded down
 * @param fraction the digits after the point as written
 */
@SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
record PaxTime(long seconds, byte[] fraction) {

  private static final byte[] NO_DIGITS = {};
  private static final int BILLION = 1_000_000_000;

  /** {@return the time, or null where Go would refuse it} */
  static @Nullable PaxTime parse(byte[] text) {
    int point = PaxRecords.indexOf(text, 0, (byte) '.');
    int end = point < 0 ? text.length : point;
    byte[] fraction = point < 0 ? NO_DIGITS : Arrays.copyOfRange(text, point + 1, text.length);
    for (byte b : fraction) {
      if (b < '0' || b > '9') {
        return null;
      }
    }
    try {
      long seconds = Long.parseLong(new String(text, 0, end, StandardCharsets.ISO_8859_1));
      boolean down = text[0] == '-' && nanos(fraction) > 0;
      return new PaxTime(down ? Math.subtractExact(seconds, 1) : seconds, fraction);
    } catch (NumberFormatException | ArithmeticException e) {
      return null;
    }
  }

  /** {@return the nanoseconds that a fraction's digits say, more than nine cut off} */
  static int nanos(byte[] fraction) {
    int nanos = 0;
    for (int i = 0; i < 9; i++) {
      nanos = nanos * 10 + (i < fraction.length ? fraction[i] - '0' : 0);
    }
    return nanos;
  }

  /** {@return nanoseconds to add to the rounded seconds} */
  static int nanosAbove(long seconds, byte[] fraction) {
    int nanos = nanos(fraction);
    return seconds < 0 && nanos > 0 ? BILLION - nanos : nanos;
  }

  /** {@return the text of a record} */
  static byte[] format(long seconds, byte[] fraction) {
    if (fraction.length == 0) {
      return Long.toString(seconds).getBytes(StandardCharsets.US_ASCII);
    }
    boolean up = seconds < 0 && nanos(fraction) > 0;
    String whole = up && seconds == -1 ? "-0" : Long.toString(up ? seconds + 1 : seconds);
    byte[] head = whole.getBytes(StandardCharsets.US_ASCII);
    byte[] text = Arrays.copyOf(head, head.length + 1 + fraction.length);
    text[head.length] = '.';
    System.arraycopy(fraction, 0, text, head.length + 1, fraction.length);
    return text;
  }
}
