package dev.silt.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file: one thread appends, any thread reads what has been appended and flushed. Writes
 * are buffered (64 KiB).
 */
public final class Spool extends OutputStream implements ByteSource, Closeable {

  private final FileChannel channel;
  private final byte[] buffer = new byte[1 << 16];
  private int buffered;
  private volatile long flushed;

  private Spool(FileChannel channel) {
    this.channel = channel;
  }

  static Spool create(Path path) throws IOException {
    return new Spool(
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  /** {@return bytes appended so far, flushed or not: the offset of the next one} */
  public long position() {
    return flushed + buffered;
  }

  /**
   * Begins anew; what was read from it before is of no use any more.
   *
   * @throws IOException if the file cannot be cut
   */
  public void clear() throws IOException {
    buffered = 0;
    flushed = 0;
    channel.truncate(0);
  }

  @Override
  public void write(int b) throws IOException {
    if (buffered == buffer.length) {
      flush();
    }
    buffer[buffered++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (count > buffer.length - buffered) {
      flush();
    }
    if (count >= buffer.length) {
      writeOut(bytes, from, count);
    } else {
      System.arraycopy(bytes, from, buffer, buffered, count);
      buffered += count;
    }
  }

  @Override
  public void flush() throws IOException {
    int count = buffered;
    buffered = 0;
    writeOut(buffer, 0, count);
  }

  private void writeOut(byte[] bytes, int from, int count) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, from, count);
    long offset = flushed;
    while (rest.hasRemaining()) {
      offset += channel.write(rest, offset);
    }
    flushed = offset;
  }

  @Override
  public long length() {
    return flushed;
  }

  @Override
  public int read(long offset, byte[] target, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    long left = flushed - offset;
    if (left <= 0) {
      return -1;
    }
    return channel.read(ByteBuffer.wrap(target, from, (int) Math.min(count, left)), offset);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
