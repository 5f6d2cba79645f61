package dev.silt.unpack;

import dev.silt.error.CorruptDataException;
import java.io.IOException;

/**
 * Carries the fields of a bitcode file over, one after another: from bits to bytes or back. So one
 * walk over the file describes both directions. Not safe for several threads.
 */
abstract class BitcodePort {

  /** Bits of a field at most. */
  static final int MAX_WIDTH = 32;

  /** In two bytes in place of a number of chunks: it stands in the next eight. */
  static final int LONG = 0xffff;

  /** {@return bytes that a field of so many bits takes in a skeleton: one, two, or four} */
  static int fieldLength(int width) {
    return width <= Byte.SIZE ? 1 : width <= Short.SIZE ? Short.BYTES : Integer.BYTES;
  }

  /** {@return the error for a file or skeleton that is none} */
  abstract CorruptDataException wrong(String what);

  /** {@return whether there is another field} */
  abstract boolean hasMore() throws IOException;

  /** {@return a field of so many bits, at most {@link #MAX_WIDTH}; 0 if it has none} */
  abstract long fixed(int width) throws IOException;

  /** {@return a field of chunks of so many bits, of which one says that more follow} */
  abstract long chunks(int width) throws IOException;

  /** Carries over a letter, digit, dot or underscore of six bits. */
  abstract void char6() throws IOException;

  /** Carries over bytes, which are aligned. */
  abstract void bytes(long count) throws IOException;

  /** Goes to the next word of four bytes. */
  abstract void align() throws IOException;

  /** {@return what {@link #end} needs to know of a block whose length is next} */
  abstract long begin() throws IOException;

  /** Ends a block, which is aligned. */
  abstract void end(long begun) throws IOException;
}
