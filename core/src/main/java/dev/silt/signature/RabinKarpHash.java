package dev.silt.signature;

/**
 * The polynomial hash of librsync (rabinkarp): {@code h = 1; h = h * M + b} for each byte, modulo
 * 2^32. The seed 1 makes blocks of zeros of different lengths differ.
 */
final class RabinKarpHash implements RollingHash {

  static final RabinKarpHash INSTANCE = new RabinKarpHash();

  /** The multiplier, M. */
  static final int MULTIPLIER = 0x08104225;

  /** The powers of M by which a block is hashed eight bytes at a time. */
  private static final int M2 = power(2);

  private static final int M3 = power(3);
  private static final int M4 = power(4);
  private static final int M5 = power(5);
  private static final int M6 = power(6);
  private static final int M7 = power(7);
  private static final int M8 = power(8);

  private static final int SEED = 1;

  private RabinKarpHash() {}

  @Override
  public int of(byte[] bytes, int from, int length) {
    int hash = SEED;
    int at = from;
    int end = from + length;
    for (; at <= end - 8; at += 8) {
      hash =
          hash * M8
              + (bytes[at] & 0xFF) * M7
              + (bytes[at + 1] & 0xFF) * M6
              + (bytes[at + 2] & 0xFF) * M5
              + (bytes[at + 3] & 0xFF) * M4
              + (bytes[at + 4] & 0xFF) * M3
              + (bytes[at + 5] & 0xFF) * M2
              + (bytes[at + 6] & 0xFF) * MULTIPLIER
              + (bytes[at + 7] & 0xFF);
    }
    for (; at < end; at++) {
      hash = hash * MULTIPLIER + (bytes[at] & 0xFF);
    }
    return hash;
  }

  /** {@return M^exponent modulo 2^32} */
  static int power(int exponent) {
    int power = 1;
    int square = MULTIPLIER;
    for (int rest = exponent; rest > 0; rest >>= 1, square *= square) {
      if ((rest & 1) != 0) {
        power *= square;
      }
    }
    return power;
  }

  @Override
  public RollingWindow window(int length) {
    return RabinKarpWindow.of(length);
  }
}
