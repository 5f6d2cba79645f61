package dev.silt.signature;

/**
 * Confirms what a weak hash suggests. It decides that blocks are equal without their bytes being at
 * hand, so nobody must be able to prepare two blocks with one strong hash. Implementations keep
 * state: one for each thread.
 */
public interface StrongHash {

  /** {@return bytes of a hash} */
  int length();

  /**
   * Hashes a block.
   *
   * @param bytes holds the block
   * @param from its first byte
   * @param length its length in bytes, from 0
   * @param hash gets {@link #length()} bytes from {@code at}
   * @param at where
   */
  void hash(byte[] bytes, int from, int length, byte[] hash, int at);

  /**
   * The hash of Silt's own signatures: the first 12 bytes of the SHA-256 of a seed followed by the
   * block. A seed that depends on all of the base makes it useless to prepare colliding blocks
   * before the base is complete; what is left is to find a second block for one of a given base's,
   * at 2^96 / blocks hashes. Should it ever happen all the same, the SHA-256 of the whole content
   * shows it when the delta is applied.
   *
   * @param seed the signature's own seed, of any length, copied
   * @return the hash
   */
  static StrongHash seededSha256(byte[] seed) {
    return new SeededSha256(seed.clone());
  }
}
