package dev.silt.delta;

import java.io.IOException;

/** Codes chunks of one stream in another way than zstd. */
interface ChunkCoder {

  /** {@return how its chunks are marked} */
  StreamCodec codec();

  /**
   * Says how long the only chunk is, if there is just one.
   *
   * @param length its bytes
   */
  default void expect(int length) {}

  /**
   * Ends the chunk.
   *
   * @param raw the chunk as it is
   * @return the coded form
   */
  byte[] finish(byte[] raw) throws IOException;

  /** {@return whether only the last chunk may be dropped} */
  boolean isSolid();

  /** The chunk last finished is used: what was learned from it stays. */
  void keep();

  /** The chunk last finished is not used: what was learned from it is forgotten. */
  void drop();
}
