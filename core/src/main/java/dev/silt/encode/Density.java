package dev.silt.encode;

import dev.silt.io.ByteSource;
import java.io.IOException;

/** Tells contents that compression makes no smaller: jars, images, archives. Stateless. */
final class Density {

  private static final int BLOCK_LENGTH = 1 << 12;
  private static final int MAX_BLOCKS = 32;
  private static final int BYTE_VALUES = 1 << Byte.SIZE;

  private Density() {}

  /**
   * Looks at blocks spread over a content. Two bytes of random data are equal as seldom as can be;
   * in machine code and text they are so several times as often, in deflated data hardly more.
   *
   * @param content of any length
   * @return whether its bytes are about as evenly distributed as random ones
   * @throws IOException if it cannot be read
   */
  static boolean isDense(ByteSource content) throws IOException {
    long blocks = Math.min(MAX_BLOCKS, content.length() / BLOCK_LENGTH);
    long[] counts = new long[BYTE_VALUES];
    byte[] block = new byte[BLOCK_LENGTH];
    for (long i = 0; i < blocks; i++) {
      content.readFully((content.length() - BLOCK_LENGTH) / blocks * i, block, 0, BLOCK_LENGTH);
      for (byte b : block) {
        counts[Byte.toUnsignedInt(b)]++;
      }
    }
    long equalPairs = 0;
    for (long count : counts) {
      equalPairs += count * count;
    }
    long total = blocks * BLOCK_LENGTH;
    long atRandom = total * total / BYTE_VALUES + total;
    return blocks > 0 && equalPairs < 2 * atRandom;
  }
}
