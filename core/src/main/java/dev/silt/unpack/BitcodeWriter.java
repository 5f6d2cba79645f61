package dev.silt.unpack;

import dev.silt.error.CorruptDataException;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** From a skeleton to the bitcode file. */
final class BitcodeWriter extends BitcodePort {

  private static final int[] CODES = codes();

  private final ColumnCursor skeleton;
  private byte[] file = new byte[1 << 14];
  private long position;

  BitcodeWriter(ColumnCursor skeleton) throws IOException {
    this.skeleton = skeleton;
    put(Bitcode.MAGIC, Integer.SIZE);
  }

  private static int[] codes() {
    int[] codes = new int[1 << Byte.SIZE];
    Arrays.fill(codes, -1);
    for (int i = 0; i < 1 << 6; i++) {
      codes[BitcodeReader.letter(i)] = i;
    }
    return codes;
  }

  @Override
  CorruptDataException wrong(String what) {
    return ColumnCursor.corrupt("bitcode, " + what);
  }

  @Override
  boolean hasMore() {
    return skeleton.left() > 0;
  }

  private void put(long value, int width) throws CorruptDataException {
    int at = (int) (position >>> 3);
    reserve(at + Long.BYTES);
    int shift = (int) position & 7;
    long kept = LittleEndian.getLong(file, at) & (1L << shift) - 1;
    LittleEndian.putLong(file, at, kept | (value & (1L << width) - 1) << shift);
    position += width;
  }

  private void reserve(long length) throws CorruptDataException {
    if (length > Bitcode.MAX_LENGTH + (long) Long.BYTES) {
      throw wrong("too long");
    }
    if (length > file.length) {
      file = Arrays.copyOf(file, Math.max((int) length, 2 * file.length));
    }
  }

  @Override
  long fixed(int width) throws IOException {
    if (width == 0) {
      return 0;
    }
    long value = read(fieldLength(width));
    if (value >>> width != 0) {
      throw wrong("a number of too many bits");
    }
    put(value, width);
    return value;
  }

  @Override
  long chunks(int width) throws IOException {
    if (width == 0) {
      return 0;
    }
    long value = read(Short.BYTES);
    if (value == LONG) {
      value = read(Long.BYTES);
      if (value >= 0 && value < LONG) {
        throw wrong("a short number that is long");
      }
    }
    int bits = width - 1;
    long rest = value;
    while (rest >>> bits != 0) {
      put(rest & (1L << bits) - 1 | 1L << bits, width);
      rest >>>= bits;
    }
    put(rest, width);
    return value;
  }

  private long read(int length) throws IOException {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= (long) skeleton.u8() << Byte.SIZE * i;
    }
    return value;
  }

  @Override
  void char6() throws IOException {
    int code = CODES[skeleton.u8()];
    if (code < 0) {
      throw wrong("a letter");
    }
    put(code, 6);
  }

  @Override
  void bytes(long count) throws IOException {
    if (count < 0 || count > skeleton.left()) {
      throw wrong("bytes end early");
    }
    int at = (int) (position >>> 3);
    reserve(at + count + Long.BYTES);
    skeleton.read(file, at, (int) count);
    position += count * Byte.SIZE;
  }

  @Override
  void align() throws IOException {
    put(0, (int) (-position & Integer.SIZE - 1));
  }

  @Override
  long begin() throws IOException {
    put(0, Integer.SIZE);
    return position;
  }

  @Override
  void end(long begun) {
    int at = (int) (begun - Integer.SIZE >>> 3);
    LittleEndian.putInt(file, at, (int) ((position - begun) / Integer.SIZE));
  }

  void writeTo(OutputStream out) throws IOException {
    int length = (int) (position >>> 3);
    if (length > Bitcode.MAX_LENGTH) {
      throw wrong("too long");
    }
    out.write(file, 0, length);
  }
}
