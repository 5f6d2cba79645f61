package dev.silt.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file: one thread appends, any thread reads what has been appended and flushed. Writes
 * are buffered (64 KiB). Pages of it stay in memory as long as its {@link WorkFiles} have some left
 * for it; those are never written.
 */
public final class Spool extends OutputStream implements ByteSource, Closeable {

  static final int PAGE_LOG = 16;
  static final int PAGE_LENGTH = 1 << PAGE_LOG;

  private final PagePool pool;
  private final FileChannel channel;
  private final byte[] buffer = new byte[PAGE_LENGTH];
  private int buffered;
  private boolean inFile;

  /** By number: a page that is in memory; the file has all others at their places. */
  private byte[] @Nullable [] pages = new byte[0][];

  /** Pages are there before it says so. */
  private volatile long flushed;

  private Spool(FileChannel channel, PagePool pool) {
    this.channel = channel;
    this.pool = pool;
  }

  static Spool create(Path path, PagePool pool) throws IOException {
    return new Spool(
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE),
        pool);
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
    freePages();
    if (inFile) {
      channel.truncate(0);
      inFile = false;
    }
  }

  private void freePages() {
    for (byte[] page : pages) {
      if (page != null) {
        pool.free(page);
      }
    }
    pages = new byte[0][];
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
    long offset = flushed;
    for (int done = 0; done < count; ) {
      int inPage = (int) offset & PAGE_LENGTH - 1;
      int n = Math.min(count - done, PAGE_LENGTH - inPage);
      byte[] page = pageToWrite(offset, inPage);
      if (page == null) {
        writeToFile(bytes, from + done, n, offset);
      } else {
        System.arraycopy(bytes, from + done, page, inPage, n);
      }
      done += n;
      offset += n;
    }
    flushed = offset;
  }

  private byte @Nullable [] pageToWrite(long offset, int inPage) {
    if (inPage > 0) {
      return page(pages, offset);
    }
    byte[] page = pool.take();
    if (page != null) {
      int number = (int) (offset >>> PAGE_LOG);
      if (number >= pages.length) {
        pages = Arrays.copyOf(pages, Math.max(number + 1, 2 * pages.length));
      }
      pages[number] = page;
    }
    return page;
  }

  private static byte @Nullable [] page(byte[] @Nullable [] pages, long offset) {
    long number = offset >>> PAGE_LOG;
    return number < pages.length ? pages[(int) number] : null;
  }

  private void writeToFile(byte[] bytes, int from, int count, long offset) throws IOException {
    inFile = true;
    ByteBuffer rest = ByteBuffer.wrap(bytes, from, count);
    for (long at = offset; rest.hasRemaining(); ) {
      at += channel.write(rest, at);
    }
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
    int most = (int) Math.min(count, left);
    byte[] @Nullable [] inMemory = pages;
    if (inMemory.length == 0) {
      return channel.read(ByteBuffer.wrap(target, from, most), offset);
    }
    int inPage = (int) offset & PAGE_LENGTH - 1;
    int n = Math.min(most, PAGE_LENGTH - inPage);
    byte[] page = page(inMemory, offset);
    if (page == null) {
      return channel.read(ByteBuffer.wrap(target, from, n), offset);
    }
    System.arraycopy(page, inPage, target, from, n);
    return n;
  }

  @Override
  public void close() throws IOException {
    freePages();
    channel.close();
  }
}
