package dev.silt.signature;

/**
 * The older weak hash of librsync (rollsum), after Adler-32: in the low half the sum of all bytes,
 * each plus 31, in the high half the sum of those sums; both modulo 2^16.
 */
final class RollsumHash implements RollingHash {

  static final RollsumHash INSTANCE = new RollsumHash();

  /** Added to each byte, so that zeros count. */
  static final int CHAR_OFFSET = 31;

  private RollsumHash() {}

  /** {@return the hash of the two sums, of which 16 bits count} */
  static int joined(int sum, int sumOfSums) {
    return sumOfSums << 16 | sum & 0xFFFF;
  }

  @Override
  public int of(byte[] bytes, int from, int length) {
    int sum = 0;
    int sumOfSums = 0;
    for (int at = from; at < from + length; at++) {
      sum += (bytes[at] & 0xFF) + CHAR_OFFSET;
      sumOfSums += sum;
    }
    return joined(sum, sumOfSums);
  }

  @Override
  public RollingWindow window(int length) {
    return new RollsumWindow(length);
  }
}
