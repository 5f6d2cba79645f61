package dev.silt.bench.hard;

import java.util.SplittableRandom;

/**
 * Bytes of which every window of 32 is a sample for the search for similar files: each byte is
 * chosen so that the gear hash, a public function, begins with five zero bits.
 */
final class SampleFlood {

  private static final int SHIFT = 2;
  private static final int BITS = 5;
  private static final long[] GEAR = new SplittableRandom(0x5117).longs(256).toArray();

  private SampleFlood() {}

  static Pattern of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Pattern() {
      private long hash;

      @Override
      public byte next() {
        int start = random.nextInt(256);
        for (int i = 0; i < 256; i++) {
          int value = start + i & 0xff;
          long next = (hash << SHIFT) + GEAR[value];
          if (next >>> Long.SIZE - BITS == 0) {
            hash = next;
            return (byte) value;
          }
        }
        hash = (hash << SHIFT) + GEAR[start];
        return (byte) start;
      }
    };
  }
}
