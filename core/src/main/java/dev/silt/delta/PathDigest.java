package dev.silt.delta;

import dev.silt.hash.Digest;
import dev.silt.io.Leb128;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Arrays;

/** A digest of byte strings, one after another. Not safe for several threads. */
public final class PathDigest {

  private final MessageDigest sha256 = Digest.newSha256();

  private PathDigest() {}

  /** {@return a digest of nothing} */
  public static PathDigest create() {
    return new PathDigest();
  }

  /**
   * Adds a string.
   *
   * @param bytes a path, a digest
   */
  public void add(byte[] bytes) {
    ByteArrayOutputStream length = new ByteArrayOutputStream();
    try {
      Leb128.write(length, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sha256.update(length.toByteArray());
    sha256.update(bytes);
  }

  /** {@return the first 16 bytes of its SHA-256; it ends} */
  public byte[] digest() {
    return Arrays.copyOf(sha256.digest(), TreePart.DIGEST_LENGTH);
  }
}
