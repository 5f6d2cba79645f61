package dev.silt.io;

import java.io.IOException;

/** A range of another source. */
record SlicedByteSource(ByteSource parent, long start, long length) implements ByteSource {

  @Override
  public int read(long offset, byte[] buffer, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (offset >= length) {
      return -1;
    }
    return parent.read(start + offset, buffer, from, (int) Math.min(count, length - offset));
  }
}
