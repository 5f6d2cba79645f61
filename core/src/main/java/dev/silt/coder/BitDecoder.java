package dev.silt.coder;

/**
 * The reading half of {@link BitEncoder}. Zeros are read behind the last byte, as many as are asked
 * for. Never fails: wrong bytes give wrong bits. Not safe for several threads.
 */
public final class BitDecoder implements BitCoder {

  private final byte[] bytes;
  private int at;
  private int low;
  private int high = -1;
  private int value;

  private BitDecoder(byte[] bytes) {
    this.bytes = bytes;
    for (int i = 0; i < Integer.BYTES; i++) {
      value = value << 8 | next();
    }
  }

  /**
   * Begins to read.
   *
   * @param bytes what an encoder wrote, not copied
   * @return a decoder before the first bit
   */
  public static BitDecoder open(byte[] bytes) {
    return new BitDecoder(bytes);
  }

  /** The last point of the part of an interval that stands for 1. */
  static int middle(int low, int high, int probability) {
    long range = (high & 0xffffffffL) - (low & 0xffffffffL);
    return low + (int) (range * probability >>> 16);
  }

  @Override
  public int code(int ignored, int probability) {
    int middle = middle(low, high, probability);
    int bit;
    if (Integer.compareUnsigned(value, middle) <= 0) {
      high = middle;
      bit = 1;
    } else {
      low = middle + 1;
      bit = 0;
    }
    while (((low ^ high) & 0xff000000) == 0) {
      low <<= 8;
      high = high << 8 | 0xff;
      value = value << 8 | next();
    }
    return bit;
  }

  private int next() {
    return at < bytes.length ? bytes[at++] & 0xff : 0;
  }

  /** {@return whether every byte has been read} */
  public boolean exhausted() {
    return at == bytes.length;
  }
}
