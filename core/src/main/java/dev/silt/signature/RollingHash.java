package dev.silt.signature;

/**
 * A weak hash: 32 bits over a block, which can be moved on by one byte in constant time. Anyone can
 * make blocks with equal weak hashes; it only says where a {@link StrongHash} is worth its cost.
 * The state of a hash is the hash itself, so nothing is allocated. Immutable.
 */
public sealed interface RollingHash permits Crc32cHash, RabinKarpHash, RollsumHash {

  /**
   * Hashes a block from scratch.
   *
   * @param bytes holds the block
   * @param from its first byte
   * @param length its length in bytes, from 0
   * @return the hash
   */
  int of(byte[] bytes, int from, int length);

  /**
   * Prepares to move a window along some bytes.
   *
   * @param length the window's length in bytes, positive
   * @return tables for that length (1 KiB)
   */
  RollingWindow window(int length);

  /**
   * The hash of Silt's own signatures: CRC-32C of the block, as {@link java.util.zip.CRC32C}
   * computes it.
   *
   * @return the hash
   */
  static RollingHash crc32c() {
    return Crc32cHash.INSTANCE;
  }

  /**
   * The hash that librsync uses since version 2.2: the Rabin-Karp polynomial modulo 2^32 with seed
   * 1 and multiplier 0x08104225.
   *
   * @return the hash
   */
  static RollingHash rabinKarp() {
    return RabinKarpHash.INSTANCE;
  }

  /**
   * The hash that librsync used before, and still does when asked to: two sums after Adler-32.
   *
   * @return the hash
   */
  static RollingHash rollsum() {
    return RollsumHash.INSTANCE;
  }
}
