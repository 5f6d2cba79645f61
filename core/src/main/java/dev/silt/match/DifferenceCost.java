package dev.silt.match;

import java.io.IOException;

/**
 * Estimates what the differences along a diagonal cost. In tables of records (relocations,
 * pointers) several diagonals have equally many equal bytes, but only along the right one the
 * differences of one record are those of the record before. Not safe for several threads.
 */
final class DifferenceCost {

  private final byte[] differences;

  DifferenceCost(int maxLength) {
    this.differences = new byte[maxLength];
  }

  /** {@return how many bytes of two stretches differ, and not as a record before} */
  long of(PagedBytes a, long i, PagedBytes b, long j, int length) throws IOException {
    long cost = 0;
    for (int k = 0; k < length; k++) {
      byte difference = (byte) (a.at(i + k) - b.at(j + k));
      differences[k] = difference;
      if (difference != 0
          && (k < 4 || differences[k - 4] != difference)
          && (k < 8 || differences[k - 8] != difference)
          && (k < 24 || differences[k - 24] != difference)) {
        cost++;
      }
    }
    return cost;
  }
}
