package dev.silt.sign;

import dev.silt.hash.Digest;
import dev.silt.signature.RollingHash;
import dev.silt.signature.StrongHash;

/** How blocks are hashed and stored: the weak hash, little-endian, then the strong hash. */
final class BlockCodec {

  /** Bytes of the strong hash. */
  static final int STRONG_LENGTH = 12;

  /** Bytes of a block in a signature. */
  static final int LENGTH = Integer.BYTES + STRONG_LENGTH;

  private BlockCodec() {}

  static RollingHash weak() {
    return RollingHash.crc32c();
  }

  /** Keyed by the image: what was prepared for another base is of no use. */
  static StrongHash strong(Digest baseId) {
    return StrongHash.seededSha256(baseId.toBytes());
  }
}
