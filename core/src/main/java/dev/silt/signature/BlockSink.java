package dev.silt.signature;

import java.io.IOException;

/** Takes the hashes of a content's blocks, in order. */
@FunctionalInterface
public interface BlockSink {

  /**
   * Takes the next block.
   *
   * @param weak its weak hash
   * @param strong holds its strong hash, from the first byte; valid during the call
   * @throws IOException if it cannot be taken
   */
  void block(int weak, byte[] strong) throws IOException;
}
