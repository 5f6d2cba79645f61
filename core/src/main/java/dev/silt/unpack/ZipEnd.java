package dev.silt.unpack;

import dev.silt.io.LittleEndian;

/**
 * The twelve bytes of an end record that follow from the directory: how many records there are
 * (twice), its length and its offset. They stand at index 8 of the record.
 */
final class ZipEnd {

  static final int LENGTH = 12;

  private static final int INDEX = 8;

  private ZipEnd() {}

  /** {@return index of the twelve bytes in what follows the directory, or -1} */
  static int find(byte[] tail) {
    return tail.length >= Zip.END_LENGTH && LittleEndian.getInt(tail, 0) == Zip.END ? INDEX : -1;
  }

  /** {@return the twelve bytes} */
  static byte[] of(ZipTable table) {
    return of(table.count, table.centralEnd - table.centralStart, table.centralStart - table.shift);
  }

  static byte[] of(int count, long centralLength, long centralOffset) {
    byte[] bytes = new byte[LENGTH];
    LittleEndian.putInt(bytes, 0, (count & 0xffff) | count << Short.SIZE);
    LittleEndian.putInt(bytes, 4, (int) centralLength);
    LittleEndian.putInt(bytes, 8, (int) centralOffset);
    return bytes;
  }
}
