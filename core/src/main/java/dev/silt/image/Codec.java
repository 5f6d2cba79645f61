package dev.silt.image;

import dev.silt.error.Limits;
import dev.silt.error.UnsupportedFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** How a blob or an archive is compressed, told by its first bytes. */
public enum Codec {
  /** Not at all. */
  NONE,
  /** gzip, one or more members. */
  GZIP,
  /** zstd, one or more frames. */
  ZSTD;

  /** First bytes that {@link #detect} wants to see, if there are as many. */
  static final int MAGIC_LENGTH = 512;

  private static final int USTAR_OFFSET = 257;

  /**
   * Tells the codec.
   *
   * @param start first bytes of the file
   * @param count how many of them there are
   * @param what the file, for the message
   * @return the codec
   * @throws UnsupportedFormatException if it is one that is known but not supported
   */
  static Codec detect(byte[] start, int count, String what) throws UnsupportedFormatException {
    if (starts(start, count, USTAR_OFFSET, 'u', 's', 't', 'a', 'r')) {
      return NONE;
    }
    if (starts(start, count, 0, 0x1f, 0x8b, 8)) {
      return GZIP;
    }
    if (starts(start, count, 0, 0x28, 0xb5, 0x2f, 0xfd)
        || (count >= 4 && (start[0] & 0xf0) == 0x50 && starts(start, count, 1, 0x2a, 0x4d, 0x18))) {
      return ZSTD;
    }
    boolean xz = starts(start, count, 0, 0xfd, '7', 'z', 'X', 'Z', 0);
    if (xz || starts(start, count, 0, 'B', 'Z', 'h')) {
      throw new UnsupportedFormatException(
          what
              + ": compression not supported: expected=none, gzip or zstd, actual="
              + (xz ? "xz" : "bzip2")
              + "; decompress it first");
    }
    return NONE;
  }

  private static boolean starts(byte[] bytes, int count, int offset, int... magic) {
    if (count < offset + magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[offset + i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Decompresses.
   *
   * @param in compressed bytes, read in large pieces up to the end
   * @param limits bounds the zstd window
   * @param what the file, for messages
   * @return uncompressed bytes; closing it does not close {@code in}
   * @throws IOException if {@code in} cannot be read
   */
  InputStream decode(InputStream in, Limits limits, String what) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GzipInput(in, what);
      case ZSTD -> new ZstdInput(in, limits, what);
    };
  }

  /** {@return the codec's name in lower case} */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
