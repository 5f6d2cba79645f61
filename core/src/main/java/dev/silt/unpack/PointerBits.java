package dev.silt.unpack;

import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import java.io.IOException;

/**
 * Which words of eight bytes hold addresses, in a bit for each: the lowest of a byte comes first.
 * Heap: a 64th of the file.
 */
final class PointerBits {

  private static final int BUFFER_LENGTH = 1 << 14;

  private final byte[] bits;

  private PointerBits(byte[] bits) {
    this.bits = bits;
  }

  /**
   * Looks at all words.
   *
   * @param file the file
   * @param start offset of the first word in it
   * @param end bytes from there on in which words lie
   * @param span from the first address to behind the last
   */
  static PointerBits of(ByteSource file, long start, long end, long span) throws IOException {
    long count = end / Long.BYTES;
    byte[] bits = new byte[(int) (count + Byte.SIZE - 1 >> 3)];
    byte[] buffer = new byte[BUFFER_LENGTH];
    for (long done = 0; done < count; ) {
      int n = (int) Math.min(buffer.length / Long.BYTES, count - done);
      file.readFully(start + done * Long.BYTES, buffer, 0, n * Long.BYTES);
      for (int i = 0; i < n; i++) {
        long word = LittleEndian.getLong(buffer, i * Long.BYTES) - ClassLayout.ADDRESS;
        if (word >= 0 && word < span) {
          bits[(int) (done + i >> 3)] |= (byte) (1 << (done + i & 7));
        }
      }
      done += n;
    }
    return new PointerBits(bits);
  }

  /** {@return eight bits from a word on; zeros where there are no words} */
  int eight(long word) {
    long at = word >> 3;
    int shift = (int) word & 7;
    return (at(at) >> shift | at(at + 1) << Byte.SIZE - shift) & 0xff;
  }

  private int at(long index) {
    return index < 0 || index >= bits.length ? 0 : bits[(int) index] & 0xff;
  }

  /** {@return 64 bits from a word on} */
  long sixtyFour(long word) {
    long all = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      int shift = Byte.SIZE * i;
      all |= (long) eight(word + shift) << shift;
    }
    return all;
  }

  /** Changes bits of a file by what they should be: where they are that, zeros are left. */
  void change(byte[] bytes, int count, long firstWord) {
    for (int i = 0; i < count; i++) {
      bytes[i] ^= (byte) eight(firstWord + (long) Byte.SIZE * i);
    }
  }
}
