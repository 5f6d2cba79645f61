package dev.silt.signature;

/** Moves {@link RollsumHash}; not made to be fast. */
final class RollsumWindow implements RollingWindow {

  private final int length;

  RollsumWindow(int length) {
    this.length = length;
  }

  @Override
  public int roll(int hash, byte out, byte in) {
    int leaving = out & 0xFF;
    int sum = hash + (in & 0xFF) - leaving;
    int sumOfSums = (hash >>> 16) + sum - length * (leaving + RollsumHash.CHAR_OFFSET);
    return RollsumHash.joined(sum, sumOfSums);
  }

  @Override
  public void hashes(byte[] bytes, int from, int count, int first, int[] into) {
    int hash = first;
    into[0] = hash;
    for (int k = 1; k < count; k++) {
      hash = roll(hash, bytes[from + k - 1], bytes[from + k - 1 + length]);
      into[k] = hash;
    }
  }
}
