package dev.silt.relocate;

import dev.silt.io.LittleEndian;
import org.jspecify.annotations.Nullable;

/** The skeleton of a class archive: a header, then what is loaded at a fixed address. Stateless. */
final class ClassSkeleton {

  private static final long MAGIC = 0x73646304L;
  private static final int HEADER_LENGTH = 32;
  private static final long ADDRESS = 0x8_0000_0000L;

  private ClassSkeleton() {}

  static boolean isLikely(byte[] header) {
    return LittleEndian.getLong(header, 0) == MAGIC;
  }

  /** {@return what is loaded; null if the header says that this is not in the file} */
  static @Nullable Segment segment(byte[] header, long fileLength) {
    long origin = LittleEndian.getLong(header, Long.BYTES);
    long length = LittleEndian.getLong(header, 2 * Long.BYTES) - origin;
    long offset = HEADER_LENGTH + origin;
    return origin < 0 || length <= 0 || offset > fileLength - length
        ? null
        : new Segment(offset, ADDRESS, length, length);
  }
}
