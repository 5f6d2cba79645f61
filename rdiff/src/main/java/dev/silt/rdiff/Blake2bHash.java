package dev.silt.rdiff;

import dev.silt.signature.StrongHash;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/** The first bytes of BLAKE2b with 32 bytes of output, without a key: librsync's strong hash. */
final class Blake2bHash implements StrongHash {

  private static final int WHOLE_LENGTH = 32;

  private final Blake2bDigest digest = new Blake2bDigest(8 * WHOLE_LENGTH);
  private final byte[] whole = new byte[WHOLE_LENGTH];
  private final int length;

  Blake2bHash(int length) {
    this.length = length;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public void hash(byte[] bytes, int from, int count, byte[] hash, int at) {
    digest.update(bytes, from, count);
    digest.doFinal(whole, 0);
    System.arraycopy(whole, 0, hash, at, length);
  }
}
