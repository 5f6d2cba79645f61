package dev.silt.io;

import java.io.IOException;
import java.io.InputStream;

/** A stream over a source; not safe for several threads, as any stream. */
final class ByteSourceInputStream extends InputStream {

  private final ByteSource source;
  private long position;

  ByteSourceInputStream(ByteSource source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int count) throws IOException {
    int n = source.read(position, buffer, from, count);
    if (n > 0) {
      position += n;
    }
    return n;
  }

  @Override
  public long skip(long count) {
    long n = Math.max(0, Math.min(count, source.length() - position));
    position += n;
    return n;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, source.length() - position);
  }
}
