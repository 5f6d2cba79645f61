package dev.silt.bench.hard;

import java.util.SplittableRandom;

/**
 * Zeros with the polynomial of CRC-32C here and there: it adds nothing to the CRC of a window that
 * holds all of it, so nearly all windows of a length have one weak hash, and hardly two are equal.
 */
final class WeakFlood {

  /** All 33 coefficients, the highest in the lowest bit, as the CRC takes the bits of a byte. */
  private static final long POLYNOMIAL = 0x82f63b78L << 1 | 1;

  private static final int PIECE_LENGTH = 64;
  private static final int POLYNOMIAL_LENGTH = 5;

  private WeakFlood() {}

  static Pattern of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Patterns.pieces(
        () -> {
          byte[] piece = new byte[PIECE_LENGTH];
          int at = random.nextInt(PIECE_LENGTH - POLYNOMIAL_LENGTH);
          for (int i = 0; i < POLYNOMIAL_LENGTH; i++) {
            piece[at + i] = (byte) (POLYNOMIAL >>> i * Byte.SIZE);
          }
          return piece;
        });
  }
}
