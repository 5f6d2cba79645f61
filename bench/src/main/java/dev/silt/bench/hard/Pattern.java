package dev.silt.bench.hard;

import java.io.InputStream;
import java.util.Objects;

/** Makes a content byte by byte. One use of it only: it has a state. */
@FunctionalInterface
interface Pattern {

  /** {@return the next byte} */
  byte next();

  /** {@return the first bytes as a stream} */
  default InputStream stream(long length) {
    return new InputStream() {
      private long left = length;

      @Override
      public int read() {
        return left-- > 0 ? Pattern.this.next() & 0xff : -1;
      }

      @Override
      public int read(byte[] bytes, int from, int count) {
        Objects.checkFromIndexSize(from, count, bytes.length);
        if (left <= 0) {
          return -1;
        }
        int n = (int) Math.min(count, left);
        for (int i = from; i < from + n; i++) {
          bytes[i] = Pattern.this.next();
        }
        left -= n;
        return n;
      }
    };
  }

  /** {@return the next bytes as an array} */
  default byte[] take(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = next();
    }
    return bytes;
  }
}
