package dev.silt.deflate;

/** Reads numbers of some bits, the lowest bit first; zeros behind the end. Not thread-safe. */
final class BitReader {

  private final byte[] bytes;
  private int bitCount;
  private int position;

  BitReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Goes back to the first bit, with other bytes. */
  void reset(int byteCount) {
    bitCount = byteCount * Byte.SIZE;
    position = 0;
  }

  int bit() {
    if (position >= bitCount) {
      position++;
      return 0;
    }
    int bit = bytes[position >>> 3] >>> (position & 7) & 1;
    position++;
    return bit;
  }

  int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= bit() << i;
    }
    return value;
  }

  /** {@return whether bits were read that are not there} */
  boolean isPastEnd() {
    return position > bitCount;
  }
}
