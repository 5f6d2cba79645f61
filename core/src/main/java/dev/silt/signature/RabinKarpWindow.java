package dev.silt.signature;

/**
 * Moves {@link RabinKarpHash}: {@code h' = h * M + in - M^n * (out + M - 1)}, where n is the
 * window's length; the term of the leaving byte comes from a table.
 */
final class RabinKarpWindow implements RollingWindow {

  private static final int M = RabinKarpHash.MULTIPLIER;
  private static final int M_SQUARED = RabinKarpHash.power(2);

  private final int length;

  /** What is added for a leaving byte; its index is the byte, unsigned. */
  private final int[] leaving;

  private RabinKarpWindow(int length, int[] leaving) {
    this.length = length;
    this.leaving = leaving;
  }

  static RabinKarpWindow of(int length) {
    int power = RabinKarpHash.power(length);
    int[] leaving = new int[256];
    for (int b = 0; b < 256; b++) {
      leaving[b] = -power * (b + M - 1);
    }
    return new RabinKarpWindow(length, leaving);
  }

  @Override
  public int roll(int hash, byte out, byte in) {
    return hash * M + (in & 0xFF) + leaving[out & 0xFF];
  }

  /**
   * Two positions a step: the second hash is computed from the one before both, with M^2, so that
   * the chain of dependent multiplications is half as long. {@code & mask} with the table's own
   * length is what lets the compiler drop the bounds check.
   */
  @Override
  public void hashes(byte[] bytes, int from, int count, int first, int[] into) {
    int[] table = leaving;
    int mask = table.length - 1;
    int hash = first;
    into[0] = hash;
    int k = 1;
    int out = from - 1;
    int in = from - 1 + length;
    for (; k < count - 1; k += 2) {
      int d0 = (bytes[in + k] & 0xFF) + table[bytes[out + k] & mask];
      int d1 = (bytes[in + k + 1] & 0xFF) + table[bytes[out + k + 1] & mask];
      into[k] = hash * M + d0;
      hash = hash * M_SQUARED + (d0 * M + d1);
      into[k + 1] = hash;
    }
    if (k < count) {
      into[k] = roll(hash, bytes[out + k], bytes[in + k]);
    }
  }
}
