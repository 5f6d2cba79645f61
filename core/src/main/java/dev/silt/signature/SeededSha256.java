package dev.silt.signature;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The first bytes of SHA-256(seed, block); the JDK computes it with the processor's own rounds. */
final class SeededSha256 implements StrongHash {

  /** Bytes of a hash: enough against second blocks; see {@link StrongHash#seededSha256}. */
  static final int LENGTH = 12;

  private final byte[] seed;
  private final MessageDigest digest;
  private final byte[] whole = new byte[32];

  SeededSha256(byte[] seed) {
    this.seed = seed;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int length() {
    return LENGTH;
  }

  @Override
  public void hash(byte[] bytes, int from, int length, byte[] hash, int at) {
    digest.update(seed);
    digest.update(bytes, from, length);
    try {
      digest.digest(whole, 0, whole.length);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 has 32 bytes", e);
    }
    System.arraycopy(whole, 0, hash, at, LENGTH);
  }
}
