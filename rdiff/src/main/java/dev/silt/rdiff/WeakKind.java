package dev.silt.rdiff;

import dev.silt.signature.RollingHash;

/** The weak hash of a signature; the strong one is BLAKE2b. The file's magic number names both. */
public enum WeakKind {

  /** The polynomial that librsync 2.2 and later use by default. */
  RABIN_KARP(0x72730147) {
    @Override
    RollingHash hash() {
      return RollingHash.rabinKarp();
    }

    @Override
    int[] suffixes(byte[] bytes, int length) {
      int[] hashes = new int[length + 1];
      int power = 1;
      int sum = 0;
      for (int n = 1; n <= length; n++) {
        sum += (bytes[length - n] & 0xFF) * power;
        power *= MULTIPLIER;
        hashes[n] = sum + power;
      }
      return hashes;
    }
  },

  /** The sums of older versions. */
  ROLLSUM(0x72730137) {
    @Override
    RollingHash hash() {
      return RollingHash.rollsum();
    }

    @Override
    int[] suffixes(byte[] bytes, int length) {
      int[] hashes = new int[length + 1];
      int sum = 0;
      int sumOfSums = 0;
      for (int n = 1; n <= length; n++) {
        int b = (bytes[length - n] & 0xFF) + CHAR_OFFSET;
        sum += b;
        sumOfSums += n * b;
        hashes[n] = sumOfSums << 16 | sum & 0xFFFF;
      }
      return hashes;
    }
  };

  /** The polynomial's multiplier. */
  private static final int MULTIPLIER = 0x08104225;

  /** What the sums add to each byte. */
  private static final int CHAR_OFFSET = 31;

  private final int magic;

  WeakKind(int magic) {
    this.magic = magic;
  }

  int magic() {
    return magic;
  }

  abstract RollingHash hash();

  /**
   * Hashes all ends of some bytes, in linear time.
   *
   * @param bytes the bytes
   * @param length how many of them count
   * @return the hash of the last n bytes in element n, from 1
   */
  abstract int[] suffixes(byte[] bytes, int length);
}
