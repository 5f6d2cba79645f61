package dev.silt.coder;

import java.util.Arrays;

/**
 * The writing half of a binary range coder without carries: an interval of 32 bits is cut in
 * proportion to the probability, and its leading bytes are written as soon as they are settled.
 * Grows with what is written. Not safe for several threads.
 */
public final class BitEncoder implements BitCoder {

  private static final int FLUSHED = 4;

  private byte[] bytes = new byte[1 << 10];
  private int count;
  private int low;
  private int high = -1;

  /** {@return an empty encoder} */
  public static BitEncoder create() {
    return new BitEncoder();
  }

  private BitEncoder() {}

  @Override
  public int code(int bit, int probability) {
    int middle = BitDecoder.middle(low, high, probability);
    if (bit != 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
    while (((low ^ high) & 0xff000000) == 0) {
      put(high >>> 24);
      low <<= 8;
      high = high << 8 | 0xff;
    }
    return bit;
  }

  private void put(int value) {
    if (count == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * count);
    }
    bytes[count++] = (byte) value;
  }

  /**
   * Ends the bits and begins again.
   *
   * @return what was written: as few bytes as tell the bits, since a decoder reads zeros behind
   */
  public byte[] finish() {
    // The shortest value within the interval that is followed by zeros.
    int keep = 0;
    int value = 0;
    while (keep < FLUSHED) {
      int mask = keep == 0 ? 0 : -1 << (Integer.SIZE - Byte.SIZE * keep);
      value = high & mask;
      if (Integer.compareUnsigned(value, low) >= 0) {
        break;
      }
      keep++;
    }
    if (keep == FLUSHED) {
      value = high;
    }
    for (int i = 0; i < keep; i++) {
      put(value >>> (Integer.SIZE - Byte.SIZE * (i + 1)));
    }
    while (count > 0 && bytes[count - 1] == 0) {
      count--;
    }
    byte[] written = Arrays.copyOf(bytes, count);
    count = 0;
    low = 0;
    high = -1;
    return written;
  }
}
