package dev.silt.io;

import dev.silt.error.CorruptDataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * LEB128 integers: seven bits a byte, least significant first, the high bit says that more follow.
 * Only the shortest form is accepted, so each number has one encoding. Up to ten bytes hold any
 * 64-bit value, taken as unsigned; signed values go through {@link #zigzag}.
 */
public final class Leb128 {

  private Leb128() {}

  /**
   * Writes one number.
   *
   * @param out where it goes
   * @param value the number, unsigned
   * @throws IOException if the stream fails
   */
  public static void write(OutputStream out, long value) throws IOException {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /**
   * Reads one number.
   *
   * @param in where it comes from
   * @return the number, unsigned
   * @throws EOFException if the stream ends within it
   * @throws CorruptDataException if it is not the shortest form, or has more than 64 bits
   * @throws IOException if the stream fails
   */
  public static long read(InputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("number cut off");
      }
      if (shift == 63 && b > 1) {
        break;
      }
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        if (b == 0 && shift > 0) {
          throw new CorruptDataException("number is not in its shortest form");
        }
        return value;
      }
    }
    throw new CorruptDataException("number has more than 64 bits");
  }

  /**
   * Maps signed to unsigned so that small magnitudes stay small: 0, -1, 1, -2 become 0, 1, 2, 3.
   *
   * @param value a signed number
   * @return its unsigned form
   */
  public static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  /**
   * Undoes {@link #zigzag}.
   *
   * @param value an unsigned form
   * @return the signed number
   */
  public static long unzigzag(long value) {
    return value >>> 1 ^ -(value & 1);
  }

  /**
   * Tells how long a number is.
   *
   * @param value unsigned
   * @return bytes that {@link #write} makes of it, 1 to 10
   */
  public static int length(long value) {
    return (Long.SIZE + 6 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }
}
