package dev.silt.tar;

import static dev.silt.tar.HeaderField.BLOCK;

import java.io.IOException;
import java.io.InputStream;

/** A buffered stream that knows its position and can look one block ahead. */
final class TarInput {

  private static final int BUFFER_LENGTH = 1 << 17;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private int next;
  private int end;
  private long position;

  TarInput(InputStream in) {
    this.in = in;
  }

  /** {@return bytes consumed} */
  long position() {
    return position;
  }

  /** Makes {@code count} bytes available unless the stream ends before. */
  private int fill(int count) throws IOException {
    if (end - next < count && next > 0) {
      System.arraycopy(buffer, next, buffer, 0, end - next);
      end -= next;
      next = 0;
    }
    while (end - next < count) {
      int n = in.read(buffer, end, buffer.length - end);
      if (n < 0) {
        break;
      }
      end += n;
    }
    return end - next;
  }

  /** {@return whether the next block is neither of zeros nor beyond the end} */
  boolean isHeaderNext() throws IOException {
    int count = Math.min(BLOCK, fill(BLOCK));
    return zeros(next, next + count) < count;
  }

  private int zeros(int from, int to) {
    int at = from;
    while (at < to && buffer[at] == 0) {
      at++;
    }
    return at - from;
  }

  private void consume(int count) {
    next += count;
    position += count;
  }

  /** Reads at most {@code count} bytes; -1 at the end of the stream. */
  int read(byte[] out, int from, int count) throws IOException {
    if (next == end && count >= BUFFER_LENGTH) {
      int n = in.read(out, from, count);
      position += Math.max(0, n);
      return n;
    }
    if (count == 0) {
      return 0;
    }
    if (fill(1) == 0) {
      return -1;
    }
    int n = Math.min(count, end - next);
    System.arraycopy(buffer, next, out, from, n);
    consume(n);
    return n;
  }

  /** Reads {@code count} bytes, or fewer at the end of the stream. */
  int readFully(byte[] out, int from, int count) throws IOException {
    int total = 0;
    while (total < count) {
      int n = read(out, from + total, count - total);
      if (n < 0) {
        break;
      }
      total += n;
    }
    return total;
  }

  /** Skips by reading. Gives back how many bytes were missing at the end of the stream. */
  long skip(long count) throws IOException {
    long left = count;
    while (left > 0 && fill(1) > 0) {
      int n = (int) Math.min(left, end - next);
      consume(n);
      left -= n;
    }
    return left;
  }

  /** Skips zeros. Gives back how many there were. */
  long skipZeros() throws IOException {
    long start = position;
    while (fill(1) > 0) {
      int n = zeros(next, end);
      consume(n);
      if (next < end) {
        break;
      }
    }
    return position - start;
  }
}
