package dev.silt.encode;

import java.util.Arrays;

/**
 * Numbers by hashes: which numbers have a hash, in order. Eight bytes an entry. Hashes of 33 bits
 * can be equal by chance; whoever asks must bear that. Not safe for several threads while it grows.
 */
final class HashIndex {

  private static final int NUMBER_BITS = 31;
  private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;
  private static final long PRIME = 0x9e3779b97f4a7c15L;

  private long[] entries = new long[16];
  private int count;

  /** {@return a hash of bytes} */
  static long hash(byte[] bytes) {
    long hash = bytes.length;
    for (byte b : bytes) {
      hash = (hash ^ b & 0xff) * PRIME;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  /** {@return a hash of three numbers} */
  static long hash(long a, long b, long c) {
    long hash = a * PRIME;
    hash = (hash ^ hash >>> 29 ^ b) * PRIME;
    return (hash ^ hash >>> 29 ^ c) * PRIME;
  }

  void add(long hash, int number) {
    if (count == entries.length) {
      entries = Arrays.copyOf(entries, 2 * count);
    }
    entries[count++] = hash & ~NUMBER_MASK ^ Long.MIN_VALUE | number;
  }

  /** To be called when all have been added. */
  void sort() {
    entries = Arrays.copyOf(entries, count);
    Arrays.sort(entries);
  }

  /** {@return the first number from one on, and before another, that has a hash; else -1} */
  int find(long hash, int from, int to) {
    long key = hash & ~NUMBER_MASK ^ Long.MIN_VALUE;
    int at = Arrays.binarySearch(entries, key | from);
    at = at < 0 ? -at - 1 : at;
    if (at == count || (entries[at] & ~NUMBER_MASK) != key) {
      return -1;
    }
    int number = (int) (entries[at] & NUMBER_MASK);
    return number < to ? number : -1;
  }
}
