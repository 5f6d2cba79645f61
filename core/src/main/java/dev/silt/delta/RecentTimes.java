package dev.silt.delta;

import java.util.Arrays;

/**
 * The last few modification times that were not as the base has them, most recent first: an image
 * built anew has few. Not safe for several threads.
 */
final class RecentTimes {

  /** Times remembered; indices below this number are times, others differences. */
  static final int SIZE = 64;

  private final long[] seconds = new long[SIZE];
  private final byte[][] fractions = new byte[SIZE][];
  private int count;

  /** {@return index of a time, or -1} */
  int find(long second, byte[] fraction) {
    for (int i = 0; i < count; i++) {
      if (seconds[i] == second && Arrays.equals(fractions[i], fraction)) {
        return i;
      }
    }
    return -1;
  }

  int count() {
    return count;
  }

  long seconds(int index) {
    return seconds[index];
  }

  byte[] fraction(int index) {
    return fractions[index];
  }

  /** {@return the most recent time's seconds, or 0} */
  long lastSeconds() {
    return count > 0 ? seconds[0] : 0;
  }

  /** Makes a time the most recent; {@code index} is where it stands now, -1 if it is new. */
  void use(int index, long second, byte[] fraction) {
    int at = index >= 0 ? index : Math.min(count, SIZE - 1);
    if (index < 0) {
      count = Math.min(count + 1, SIZE);
    }
    System.arraycopy(seconds, 0, seconds, 1, at);
    System.arraycopy(fractions, 0, fractions, 1, at);
    seconds[0] = second;
    fractions[0] = fraction;
  }
}
