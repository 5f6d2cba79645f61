package dev.silt.bench;

/**
 * Loops over unmatched bytes that were tried and not kept; docs/rolling-hash.md has the figures.
 * Each returns something that depends on all hashes.
 */
final class TriedLoops {

  private static final int M = TextbookLoop.MULTIPLIER;
  private static final int LANE = 1 << 13;

  private TriedLoops() {}

  /** Rabin-Karp and a look at a bitmap in one loop. */
  static int fused(byte[] bytes, int n, long[] map) {
    int power = TextbookLoop.power(n);
    int constant = power * (M - 1);
    int hash = TextbookLoop.hash(bytes, 0, n);
    int mask = map.length - 1;
    int found = 0;
    for (int i = n; i < bytes.length; i++) {
      hash = hash * M + ((bytes[i] & 0xFF) - power * (bytes[i - n] & 0xFF) - constant);
      if (map[hash >>> 12 & mask] << hash < 0) {
        found++;
      }
    }
    return found;
  }

  /** Rabin-Karp, four windows far apart side by side, hashes into an array. */
  static int lanes(byte[] bytes, int n) {
    int power = TextbookLoop.power(n);
    int constant = power * (M - 1);
    int[] hashes = new int[4 * LANE];
    int sum = 0;
    for (int from = 0; from + 4 * LANE + n <= bytes.length; from += 4 * LANE) {
      fourLanes(bytes, from, n, power, constant, hashes);
      sum += hashes[4 * LANE - 1];
    }
    return sum;
  }

  private static void fourLanes(
      byte[] bytes, int from, int n, int power, int constant, int[] hashes) {
    int h0 = TextbookLoop.hash(bytes, from, n);
    int h1 = TextbookLoop.hash(bytes, from + LANE, n);
    int h2 = TextbookLoop.hash(bytes, from + 2 * LANE, n);
    int h3 = TextbookLoop.hash(bytes, from + 3 * LANE, n);
    for (int k = 0; k < LANE; k++) {
      int out = from + k;
      int in = out + n;
      hashes[k] = h0;
      hashes[k + LANE] = h1;
      hashes[k + 2 * LANE] = h2;
      hashes[k + 3 * LANE] = h3;
      h0 = h0 * M + ((bytes[in] & 0xFF) - power * (bytes[out] & 0xFF) - constant);
      h1 = h1 * M + ((bytes[in + LANE] & 0xFF) - power * (bytes[out + LANE] & 0xFF) - constant);
      h2 =
          h2 * M
              + ((bytes[in + 2 * LANE] & 0xFF) - power * (bytes[out + 2 * LANE] & 0xFF) - constant);
      h3 =
          h3 * M
              + ((bytes[in + 3 * LANE] & 0xFF) - power * (bytes[out + 3 * LANE] & 0xFF) - constant);
    }
  }

  /** Cyclic polynomial: a rotation and two tables of random ints. */
  static int cyclic(byte[] bytes, int n, int[] table) {
    int[] leaving = new int[256];
    for (int b = 0; b < 256; b++) {
      leaving[b] = Integer.rotateLeft(table[b], n);
    }
    int mask = table.length - 1;
    int hash = 0;
    for (int i = n; i < bytes.length; i++) {
      hash = Integer.rotateLeft(hash, 1) ^ table[bytes[i] & mask] ^ leaving[bytes[i - n] & mask];
    }
    return hash;
  }

  /** A polynomial with multiplier 5 over 64 bits and a table of random ints. */
  static int smallMultiplier(byte[] bytes, int n, int[] table) {
    long power = 1;
    for (int i = 0; i < n; i++) {
      power *= 5;
    }
    int mask = table.length - 1;
    long hash = 0;
    for (int i = n; i < bytes.length; i++) {
      hash = hash * 5 + (table[bytes[i] & mask] - power * table[bytes[i - n] & mask]);
    }
    return (int) (hash >>> 32);
  }
}
