package dev.silt.rdiff;

import dev.silt.error.CorruptDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads a signature or delta: big-endian integers, with the offset for messages. */
final class InputReader {

  private final InputStream input;
  private final String what;
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int end;
  private long bufferOffset;

  /** The input should be unbuffered; {@code what} names it in messages. */
  InputReader(InputStream input, String what) {
    this.input = input;
    this.what = what;
  }

  /** {@return offset of the next byte} */
  long offset() {
    return bufferOffset + next;
  }

  /** {@return whether all was read} */
  boolean atEnd() throws IOException {
    if (next < end) {
      return false;
    }
    bufferOffset += end;
    next = 0;
    end = Math.max(0, input.read(buffer, 0, buffer.length));
    return end == 0;
  }

  int readByte() throws IOException {
    if (atEnd()) {
      throw truncated();
    }
    return buffer[next++] & 0xFF;
  }

  int readInt() throws IOException {
    return (int) readInteger(4);
  }

  /** {@return an integer of 1 to 8 bytes; of 8, it may be negative} */
  long readInteger(int length) throws IOException {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | readByte();
    }
    return value;
  }

  void readFully(byte[] bytes) throws IOException {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) readByte();
    }
  }

  /** Copies bytes to an output. */
  void transfer(long length, OutputStream output) throws IOException {
    long left = length;
    while (left > 0) {
      if (atEnd()) {
        throw truncated();
      }
      int count = (int) Math.min(left, end - next);
      output.write(buffer, next, count);
      next += count;
      left -= count;
    }
  }

  private CorruptDataException truncated() {
    return new CorruptDataException(what + " ends early: offset=" + offset() + " (truncated?)");
  }
}
