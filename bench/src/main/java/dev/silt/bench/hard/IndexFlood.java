package dev.silt.bench.hard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * Windows that collide in the index of a base: its hash of 12 bytes is a public function that can
 * be inverted, so there are 2^32 windows for each hash. The base has many windows of each of many
 * hashes, all over it, and the target others of the same hashes; so the index names base offsets
 * for each, and none is right. A few bytes in common now and then keep the search from looking less
 * closely.
 */
final class IndexFlood {

  private static final long PRIME = 0x9e3779b97f4a7c15L;
  private static final int WINDOW = 12;
  private static final int HASHES = 1 << 15;
  private static final int WINDOWS = 128; // from one common piece to the next
  private static final int COMMON_LENGTH = 64;
  private static final int COMMON_COUNT = 1 << 12;

  private IndexFlood() {}

  static Pattern of(long seed) {
    long[] hashes = new SplittableRandom(1).longs(HASHES).toArray();
    byte[][] common = new byte[COMMON_COUNT][];
    Pattern bytes = Patterns.random(2);
    for (int i = 0; i < COMMON_COUNT; i++) {
      common[i] = bytes.take(COMMON_LENGTH);
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] count = new int[1];
    return Patterns.pieces(
        () ->
            count[0]++ % WINDOWS == 0
                ? common[random.nextInt(COMMON_COUNT)]
                : window(hashes[random.nextInt(HASHES)], random.nextInt()));
  }

  /**
   * Makes a window whose hash, before its last mixing, is a given number: {@code first * PRIME ^
   * last}, where the last four of the first eight bytes are the first four of the last eight.
   */
  static byte[] window(long hash, int start) {
    long low = start & 0xffffffffL;
    long high = (hash ^ low * PRIME) & 0xffffffffL;
    long first = low | high << Integer.SIZE;
    long last = first * PRIME ^ hash;
    return ByteBuffer.allocate(WINDOW)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(first)
        .putInt((int) (last >>> Integer.SIZE))
        .array();
  }
}
