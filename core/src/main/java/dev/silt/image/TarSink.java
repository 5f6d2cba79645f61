package dev.silt.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Writes one tar file; a file's header is filled in when its name and length are known. */
final class TarSink implements ImageSink {

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final byte[] buffer = new byte[1 << 16];
  private int buffered;
  private long position;
  private long entryStart;
  private int headerLength;
  private boolean committed;

  private TarSink(Path target, Path temporary, FileChannel channel) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
  }

  static TarSink create(Path target) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new FileSystemException(
          target.toString(), null, "output exists and is not a regular file");
    }
    Path temporary = Siblings.of(target);
    return new TarSink(
        target,
        temporary,
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  @Override
  public void begin(@Nullable String likelyName) throws IOException {
    entryStart = position;
    headerLength = likelyName == null ? TarHeaders.BLOCK : TarHeaders.length(likelyName);
    write(new byte[headerLength], 0, headerLength);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (count > buffer.length - buffered) {
      flush();
    }
    if (count >= buffer.length) {
      writeOut(ByteBuffer.wrap(bytes, from, count), position);
    } else {
      System.arraycopy(bytes, from, buffer, buffered, count);
      buffered += count;
    }
    position += count;
  }

  private void flush() throws IOException {
    int count = buffered;
    buffered = 0;
    writeOut(ByteBuffer.wrap(buffer, 0, count), position - count);
  }

  private void writeOut(ByteBuffer bytes, long offset) throws IOException {
    long next = offset;
    while (bytes.hasRemaining()) {
      next += channel.write(bytes, next);
    }
  }

  @Override
  public void end(String name) throws IOException {
    byte[] header = TarHeaders.file(name, position - entryStart - headerLength);
    if (header.length != headerLength) {
      throw new IllegalStateException("no room for the header of " + name);
    }
    int padding = (int) (-position & (TarHeaders.BLOCK - 1));
    write(new byte[padding], 0, padding);
    flush();
    writeOut(ByteBuffer.wrap(header), entryStart);
  }

  @Override
  public void discard() throws IOException {
    buffered = 0;
    position = entryStart;
    channel.truncate(position);
  }

  @Override
  public void commit() throws IOException {
    write(new byte[2 * TarHeaders.BLOCK], 0, 2 * TarHeaders.BLOCK);
    flush();
    channel.force(true);
    channel.close();
    Siblings.publish(temporary, target);
    committed = true;
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      if (!committed) {
        Files.deleteIfExists(temporary);
      }
    }
  }
}
