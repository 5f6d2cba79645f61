package dev.silt.tar;

/** The sum of a header block's bytes, those of the sum itself taken as spaces. */
final class Checksum {

  private Checksum() {}

  static int unsigned(byte[] block, int offset) {
    int sum = spaces();
    for (int i = offset; i < offset + HeaderField.BLOCK; i++) {
      sum += block[i] & 0xff;
    }
    for (int i = 0; i < HeaderField.CHECKSUM.length; i++) {
      sum -= block[offset + HeaderField.CHECKSUM.offset + i] & 0xff;
    }
    return sum;
  }

  /** As some historic tools summed. */
  static int signed(byte[] block, int offset) {
    int sum = spaces();
    for (int i = offset; i < offset + HeaderField.BLOCK; i++) {
      sum += block[i];
    }
    for (int i = 0; i < HeaderField.CHECKSUM.length; i++) {
      sum -= block[offset + HeaderField.CHECKSUM.offset + i];
    }
    return sum;
  }

  private static int spaces() {
    return HeaderField.CHECKSUM.length * ' ';
  }
}
