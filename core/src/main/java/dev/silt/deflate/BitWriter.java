package dev.silt.deflate;

import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.io.OutputStream;

/** Writes numbers of some bits, the lowest bit first. Not thread-safe. */
final class BitWriter {

  /** The most bits that one call takes: with seven left over they fill a long. */
  static final int MAX_BITS = 56;

  private static final int LENGTH = 1 << 15;

  private final byte[] buffer = new byte[LENGTH + Long.BYTES];
  private OutputStream out = OutputStream.nullOutputStream();
  private int count;
  private long bits;
  private int bitCount;

  /** Begins again; bits that were not flushed are lost. */
  void reset(OutputStream to) {
    out = to;
    count = 0;
    bits = 0;
    bitCount = 0;
  }

  /**
   * Writes bits.
   *
   * @param value the bits, zeros above them
   * @param valueCount how many
   */
  void put(long value, int valueCount) throws IOException {
    bits |= value << bitCount;
    bitCount += valueCount;
    LittleEndian.putLong(buffer, count, bits);
    count += bitCount >>> 3;
    bits >>>= bitCount & ~7;
    bitCount &= 7;
    if (count >= LENGTH) {
      flush();
    }
  }

  /** Fills the last byte with zeros. */
  void align() throws IOException {
    if (bitCount > 0) {
      put(0, Byte.SIZE - bitCount);
    }
  }

  /** Writes whole bytes, aligned. */
  void put(byte[] bytes, int offset, int length) throws IOException {
    flush();
    out.write(bytes, offset, length);
  }

  /** Hands over all whole bytes. */
  void flush() throws IOException {
    out.write(buffer, 0, count);
    count = 0;
  }
}
