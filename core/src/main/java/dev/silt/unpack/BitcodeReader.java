package dev.silt.unpack;

import dev.silt.error.CorruptDataException;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** From a bitcode file to its skeleton. */
final class BitcodeReader extends BitcodePort {

  /** Bytes of a skeleton at most: fields of one bit take a byte each. */
  private static final int MAX_SKELETON = 8 * Bitcode.MAX_LENGTH;

  private static final byte[] LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._"
          .getBytes(StandardCharsets.US_ASCII);

  private final byte[] file;
  private final long end;
  private final ZipOutput out;
  private long position = Integer.SIZE;

  /** Begins behind the magic number. */
  BitcodeReader(byte[] bytes, OutputStream out) {
    this.file = Arrays.copyOf(bytes, bytes.length + Long.BYTES);
    this.end = (long) bytes.length * Byte.SIZE;
    this.out = new ZipOutput(out);
  }

  static int letter(int index) {
    return LETTERS[index];
  }

  @Override
  CorruptDataException wrong(String what) {
    return new CorruptDataException("no bitcode: " + what);
  }

  @Override
  boolean hasMore() {
    return position < end;
  }

  private long take(int width) throws CorruptDataException {
    if (width > end - position || out.position() > MAX_SKELETON) {
      throw wrong("it ends early, or is too long");
    }
    long word = LittleEndian.getLong(file, (int) (position >>> 3)) >>> (position & 7);
    position += width;
    return word & (1L << width) - 1;
  }

  @Override
  long fixed(int width) throws IOException {
    long value = take(width);
    if (width > 0) {
      write(value, fieldLength(width));
    }
    return value;
  }

  @Override
  long chunks(int width) throws IOException {
    if (width == 0) {
      return 0;
    }
    long more = 1L << width - 1;
    long value = 0;
    long chunk;
    int shift = 0;
    do {
      chunk = take(width);
      if (shift >= Long.SIZE || (chunk & more - 1) << shift >>> shift != (chunk & more - 1)) {
        throw wrong("a number of more than 64 bits");
      }
      value |= (chunk & more - 1) << shift;
      shift += width - 1;
    } while ((chunk & more) != 0);
    if (value >= 0 && value < LONG) {
      write(value, Short.BYTES);
    } else {
      write(LONG, Short.BYTES);
      write(value, Long.BYTES);
    }
    return value;
  }

  private void write(long value, int length) throws IOException {
    for (int i = 0; i < length; i++) {
      out.write((int) (value >>> Byte.SIZE * i));
    }
  }

  @Override
  void char6() throws IOException {
    out.write(LETTERS[(int) take(6)]);
  }

  @Override
  void bytes(long count) throws IOException {
    if (count < 0 || count > (end - position) / Byte.SIZE) {
      throw wrong("bytes end early");
    }
    out.write(file, (int) (position >>> 3), (int) count);
    position += count * Byte.SIZE;
  }

  @Override
  void align() throws IOException {
    if (take((int) (-position & Integer.SIZE - 1)) != 0) {
      throw wrong("what aligns is not zeros");
    }
  }

  @Override
  long begin() throws IOException {
    long length = take(Integer.SIZE);
    return position + length * Integer.SIZE;
  }

  @Override
  void end(long begun) throws CorruptDataException {
    if (position != begun) {
      throw wrong("a block of another length");
    }
  }

  void flush() throws IOException {
    out.flush();
  }
}
