package dev.silt.unpack;

import dev.silt.io.ByteSource;
import java.io.IOException;
import java.io.OutputStream;

/** Counts bytes, and writes numbers little-endian. Buffered. Not safe for several threads. */
final class ZipOutput extends OutputStream {

  private static final int BUFFER_LENGTH = 1 << 14;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private int used;
  private long flushed;

  ZipOutput(OutputStream out) {
    this.out = out;
  }

  long position() {
    return flushed + used;
  }

  @Override
  public void write(int b) throws IOException {
    if (used == buffer.length) {
      flush();
    }
    buffer[used++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (count > buffer.length - used) {
      flush();
    }
    if (count >= buffer.length) {
      out.write(bytes, from, count);
      flushed += count;
    } else {
      System.arraycopy(bytes, from, buffer, used, count);
      used += count;
    }
  }

  void writeShort(int value) throws IOException {
    write(value);
    write(value >> Byte.SIZE);
  }

  void writeInt(int value) throws IOException {
    writeShort(value);
    writeShort(value >> Short.SIZE);
  }

  void copy(ByteSource source) throws IOException {
    long length = source.length();
    for (long done = 0; done < length; ) {
      if (used == buffer.length) {
        flush();
      }
      int n = (int) Math.min(buffer.length - used, length - done);
      source.readFully(done, buffer, used, n);
      used += n;
      done += n;
    }
  }

  @Override
  public void flush() throws IOException {
    int count = used;
    used = 0;
    out.write(buffer, 0, count);
    flushed += count;
  }
}
