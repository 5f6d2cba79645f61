package dev.silt.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file, read by position, so that threads do not disturb each other. */
public final class FileByteSource implements ByteSource, Closeable {

  private final FileChannel channel;
  private final long length;

  private FileByteSource(FileChannel channel, long length) {
    this.channel = channel;
    this.length = length;
  }

  /**
   * Opens a file.
   *
   * @param path the file
   * @return the open source; its length is the file's at this moment
   * @throws IOException if it cannot be opened
   */
  public static FileByteSource open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new FileByteSource(channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public int read(long offset, byte[] buffer, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (offset >= length) {
      return -1;
    }
    return channel.read(
        ByteBuffer.wrap(buffer, from, (int) Math.min(count, length - offset)), offset);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
