package dev.silt.bench;

import dev.silt.signature.RollingHash;
import dev.silt.signature.RollingWindow;

/**
 * Moves a window over all of some bytes, as a scan of unmatched bytes does, and looks nothing up.
 */
final class Positions {

  private static final int COUNT = 1 << 14;

  private Positions() {}

  /** {@return something that depends on all hashes} */
  static int roll(byte[] bytes, int blockLength, RollingHash hash) {
    RollingWindow window = hash.window(blockLength);
    int[] hashes = new int[COUNT];
    int first = hash.of(bytes, 0, blockLength);
    int sum = 0;
    int from = 0;
    while (from + COUNT + blockLength <= bytes.length) {
      window.hashes(bytes, from, COUNT, first, hashes);
      int last = from + COUNT - 1;
      first = window.roll(hashes[COUNT - 1], bytes[last], bytes[last + blockLength]);
      sum += first;
      from += COUNT;
    }
    return sum;
  }
}
