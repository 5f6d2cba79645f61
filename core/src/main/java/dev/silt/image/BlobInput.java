package dev.silt.image;

import dev.silt.io.ByteSource;
import dev.silt.progress.ProgressMeter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The stored bytes of a blob, counted and digested as they go by. */
final class BlobInput extends InputStream {

  private final ByteSource blob;
  private final @Nullable DigestQueue digest;
  private long position;

  /**
   * @param digest fed with every byte; null for none
   */
  BlobInput(ByteSource blob, @Nullable DigestQueue digest) {
    this.blob = blob;
    this.digest = digest;
  }

  /** {@return bytes read so far} */
  long position() {
    return position;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, target.length);
    ProgressMeter.checkCancelled();
    int n = blob.read(position, target, from, count);
    if (n > 0) {
      position += n;
      if (digest != null) {
        digest.update(target, from, n);
      }
    } else if (n < 0 && position < blob.length()) {
      throw new EOFException(
          "file ends early: expected=" + blob.length() + " bytes, actual=" + position);
    }
    return n;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, blob.length() - position);
  }

  /** Reads up to the end and ends the digest. */
  byte @Nullable [] finish() throws IOException {
    byte[] rest = new byte[1 << 13];
    int n;
    do {
      n = read(rest, 0, rest.length);
    } while (n >= 0);
    return digest == null ? null : digest.finish();
  }
}
