package dev.silt.rdiff;

import java.util.Objects;

/**
 * How a signature is made. Immutable.
 *
 * @param weak the weak hash
 * @param blockLength bytes of a block, from 1
 * @param strongLength bytes of a strong hash, 1 to 32; fewer than 16 can be forged
 */
public record SignatureOptions(WeakKind weak, int blockLength, int strongLength) {

  /** The longest strong hash of the format, and rdiff's choice. */
  static final int MAX_STRONG_LENGTH = 32;

  private static final SignatureOptions DEFAULTS =
      new SignatureOptions(WeakKind.RABIN_KARP, 2048, MAX_STRONG_LENGTH);

  /**
   * Checks the lengths.
   *
   * @param weak the weak hash
   * @param blockLength bytes of a block, from 1
   * @param strongLength bytes of a strong hash, 1 to 32; fewer than 16 can be forged
   */
  public SignatureOptions {
    Objects.requireNonNull(weak);
    if (blockLength < 1 || strongLength < 1 || strongLength > MAX_STRONG_LENGTH) {
      throw new IllegalArgumentException(
          "out of range: blockLength=" + blockLength + ", strongLength=" + strongLength);
    }
  }

  /** {@return Rabin-Karp, blocks of 2 KiB, strong hashes of 32 bytes} */
  public static SignatureOptions defaults() {
    return DEFAULTS;
  }

  /**
   * @param length bytes of a block, from 1
   * @return these options with that block length
   */
  public SignatureOptions withBlockLength(int length) {
    return new SignatureOptions(weak, length, strongLength);
  }
}
