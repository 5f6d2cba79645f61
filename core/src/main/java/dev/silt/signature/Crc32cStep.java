package dev.silt.signature;

/**
 * The step of CRC-32C for one byte, without the inversions at its begin and end: {@code S(x) = (x
 * >>> 8) ^ TABLE[x & 0xFF]}, where x is the register with the byte xored into it. S is linear over
 * exclusive or, and a permutation.
 */
final class Crc32cStep {

  /** The Castagnoli polynomial, bits reversed. */
  private static final int POLYNOMIAL = 0x82F63B78;

  /** S of each byte. */
  static final int[] TABLE = table();

  /** The index in {@link #TABLE} of the element whose highest byte is the index here. */
  private static final byte[] BY_HIGHEST_BYTE = byHighestByte();

  private Crc32cStep() {}

  static int step(int x) {
    return (x >>> 8) ^ TABLE[x & 0xFF];
  }

  /** {@return the x for which {@code step(x) == y}} */
  static int undo(int y) {
    int low = BY_HIGHEST_BYTE[y >>> 24] & 0xFF;
    return (y ^ TABLE[low]) << 8 | low;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int b = 0; b < 256; b++) {
      int x = b;
      for (int bit = 0; bit < 8; bit++) {
        x = (x & 1) != 0 ? (x >>> 1) ^ POLYNOMIAL : x >>> 1;
      }
      table[b] = x;
    }
    return table;
  }

  private static byte[] byHighestByte() {
    byte[] index = new byte[256];
    for (int b = 0; b < 256; b++) {
      index[TABLE[b] >>> 24] = (byte) b;
    }
    return index;
  }
}
