package dev.silt.tar;

import static dev.silt.tar.HeaderField.BLOCK;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import java.io.IOException;
import java.util.Arrays;

/** Reads the header blocks of one entry from a stream. */
final class RegionScanner {

  private final TarInput in;
  private final Limits limits;
  private byte[] bytes = new byte[BLOCK];
  private int length;
  private long kinds;

  RegionScanner(TarInput in, Limits limits) {
    this.in = in;
    this.limits = limits;
  }

  /**
   * Reads them.
   *
   * @return the region; empty at the end of the archive
   * @throws CorruptDataException if a header is damaged or the stream ends within one
   * @throws LimitExceededException if they are too long
   * @throws IOException if the stream fails
   */
  byte[] scan() throws IOException {
    boolean more = true;
    while (more && in.isHeaderNext()) {
      int at = length;
      read(BLOCK);
      HeaderBlock header = HeaderBlock.of(bytes, at, in.position() - BLOCK);
      kinds = kinds << 8 | header.type() & 0xff;
      boolean extension = HeaderRegion.isExtension(header.type());
      if (extension || header.type() == 'g') {
        read(HeaderField.padded(header.size(Long.MAX_VALUE - BLOCK)));
      } else {
        kinds &= -0x100;
        readSparseMap(header);
      }
      more = extension;
    }
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  private void readSparseMap(HeaderBlock header) throws IOException {
    boolean more = header.isSparseExtended();
    while (more) {
      int at = length;
      read(BLOCK);
      more = bytes[at + HeaderRegion.SPARSE_FLAG] != 0;
    }
  }

  private void read(long count) throws IOException {
    LimitExceededException.check(
        "tar header blocks of one entry",
        Math.max(count, length + count),
        limits.headerLength(),
        "headerLength");
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(length + count, 2L * length));
    }
    int n = in.readFully(bytes, length, (int) count);
    if (n < count) {
      throw new CorruptDataException(
          "tar stream cut off in a header: missing="
              + (count - n)
              + " bytes, offset="
              + in.position());
    }
    length += n;
  }

  /** {@return a number for the sequence of extension headers that were read} */
  long kinds() {
    return kinds;
  }
}
