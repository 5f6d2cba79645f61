package dev.silt.unpack;

import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.io.OutputStream;

/** Reads small things anywhere in a source, through a buffer. Not safe for several threads. */
final class Window {

  private final ByteSource source;
  private final byte[] buffer;
  private long start;
  private int count;

  Window(ByteSource source, int capacity) {
    this.source = source;
    this.buffer = new byte[capacity];
  }

  long length() {
    return source.length();
  }

  /** {@return index in the buffer of so many bytes at an offset; they must be there} */
  private int at(long offset, int wanted) throws IOException {
    if (offset < start || offset + wanted > start + count) {
      count = 0;
      int n = (int) Math.min(buffer.length, source.length() - offset);
      source.readFully(offset, buffer, 0, Math.max(n, wanted));
      start = offset;
      count = n;
    }
    return (int) (offset - start);
  }

  int u8(long offset) throws IOException {
    return Byte.toUnsignedInt(buffer[at(offset, 1)]);
  }

  int u16(long offset) throws IOException {
    int index = at(offset, Short.BYTES);
    return Byte.toUnsignedInt(buffer[index]) | Byte.toUnsignedInt(buffer[index + 1]) << Byte.SIZE;
  }

  int i32(long offset) throws IOException {
    return LittleEndian.getInt(buffer, at(offset, Integer.BYTES));
  }

  long u32(long offset) throws IOException {
    return Integer.toUnsignedLong(i32(offset));
  }

  long i64(long offset) throws IOException {
    return LittleEndian.getLong(buffer, at(offset, Long.BYTES));
  }

  /** Copies bytes to a stream. */
  void copy(long offset, long length, OutputStream out) throws IOException {
    for (long done = 0; done < length; ) {
      int n = (int) Math.min(buffer.length, length - done);
      out.write(buffer, at(offset + done, n), n);
      done += n;
    }
  }

  /** {@return some bytes} */
  byte[] bytes(long offset, int length) throws IOException {
    byte[] all = new byte[length];
    for (int done = 0; done < length; ) {
      int n = Math.min(buffer.length, length - done);
      System.arraycopy(buffer, at(offset + done, n), all, done, n);
      done += n;
    }
    return all;
  }
}
