package dev.silt.hash;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Digests and counts what is read through it. No skipping past the digest, no marks. */
public final class DigestingInputStream extends FilterInputStream {

  private final MessageDigest digest;
  private long count;

  /**
   * @param in where bytes come from
   * @param digest is fed with each of them
   */
  public DigestingInputStream(InputStream in, MessageDigest digest) {
    super(in);
    this.digest = digest;
  }

  /** {@return bytes read so far} */
  public long count() {
    return count;
  }

  /**
   * Ends the digest.
   *
   * @return the digest of the bytes read
   */
  public byte[] digest() {
    return digest.digest();
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    if (b >= 0) {
      digest.update((byte) b);
      count++;
    }
    return b;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int n = in.read(buffer, from, length);
    if (n > 0) {
      digest.update(buffer, from, n);
      count += n;
    }
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] buffer = new byte[(int) Math.min(n, 8192)];
    return Math.max(0, read(buffer, 0, buffer.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
