package dev.silt.unpack;

import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import java.io.IOException;
import java.io.OutputStream;

/** Reads one column of a skeleton from its start to its end. Not safe for several threads. */
final class ColumnCursor {

  private static final int BUFFER_LENGTH = 1 << 11;

  private final Window window;
  private final long end;
  private long position;

  ColumnCursor(ByteSource skeleton, long start, long end) {
    this.window = new Window(skeleton, BUFFER_LENGTH);
    this.position = start;
    this.end = end;
  }

  static CorruptDataException corrupt(String what) {
    return new CorruptDataException("delta is damaged: skeleton, " + what + ", section=CONTENTS");
  }

  private long take(long count) throws CorruptDataException {
    if (count < 0 || count > end - position) {
      throw corrupt("column ends early");
    }
    long at = position;
    position += count;
    return at;
  }

  long left() {
    return end - position;
  }

  int u8() throws IOException {
    return window.u8(take(1));
  }

  int i32() throws IOException {
    return window.i32(take(Integer.BYTES));
  }

  /** {@return a number as LEB128, below 2^63} */
  long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
      int b = u8();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        if (b == 0 && shift > 0) {
          break;
        }
        return value;
      }
    }
    throw corrupt("number out of range");
  }

  /** {@return a number of an int's range} */
  int number(String what, long most) throws IOException {
    long value = number();
    if (value > most) {
      throw corrupt(what + " out of range");
    }
    return (int) value;
  }

  byte[] bytes(int count) throws IOException {
    return window.bytes(take(count), count);
  }

  /** Reads bytes into an array. */
  void read(byte[] buffer, int from, int count) throws IOException {
    byte[] read = bytes(count);
    System.arraycopy(read, 0, buffer, from, count);
  }

  void copy(long count, OutputStream out) throws IOException {
    window.copy(take(count), count, out);
  }

  void expectEnd() throws CorruptDataException {
    if (position != end) {
      throw corrupt("column goes on");
    }
  }

  /** Goes on elsewhere in the skeleton. */
  void moveTo(long offset) {
    position = offset;
  }

  /** {@return where the next byte is in the skeleton} */
  long position() {
    return position;
  }
}
