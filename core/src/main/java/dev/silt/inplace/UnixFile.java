package dev.silt.inplace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file of Unix. */
final class UnixFile implements OpenFile {

  private final FileChannel channel;
  private long length;

  UnixFile(FileChannel channel) throws IOException {
    this.channel = channel;
    this.length = channel.size();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public int read(long offset, byte[] buffer, int from, int count) throws IOException {
    return count == 0 ? 0 : channel.read(ByteBuffer.wrap(buffer, from, count), offset);
  }

  @Override
  public void write(long offset, byte[] bytes, int from, int count) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, from, count);
    long at = offset;
    while (rest.hasRemaining()) {
      at += channel.write(rest, at);
    }
    length = Math.max(length, at);
  }

  @Override
  public void truncate(long newLength) throws IOException {
    channel.truncate(newLength);
    length = Math.min(length, newLength);
  }

  @Override
  public void sync() throws IOException {
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
