package dev.silt.rdiff;

import java.io.IOException;
import java.io.OutputStream;

/** Writes big-endian integers and bytes, buffered. */
final class OutputWriter {

  private final OutputStream output;
  private final byte[] buffer = new byte[1 << 16];
  private int buffered;

  OutputWriter(OutputStream output) {
    this.output = output;
  }

  void writeByte(int value) throws IOException {
    if (buffered == buffer.length) {
      drain();
    }
    buffer[buffered++] = (byte) value;
  }

  /** Writes the lowest bytes of an integer. */
  void writeInteger(long value, int length) throws IOException {
    for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
      writeByte((int) (value >>> shift));
    }
  }

  void write(byte[] bytes, int from, int length) throws IOException {
    if (length > buffer.length - buffered) {
      drain();
    }
    if (length > buffer.length) {
      output.write(bytes, from, length);
    } else {
      System.arraycopy(bytes, from, buffer, buffered, length);
      buffered += length;
    }
  }

  void flush() throws IOException {
    drain();
    output.flush();
  }

  private void drain() throws IOException {
    output.write(buffer, 0, buffered);
    buffered = 0;
  }
}
