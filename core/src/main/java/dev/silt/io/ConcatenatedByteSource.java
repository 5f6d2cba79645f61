package dev.silt.io;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Several sources, one after another. Safe for several threads if they are. */
final class ConcatenatedByteSource implements ByteSource {

  private final ByteSource[] parts;

  /** Where each part begins, and where the last one ends. */
  private final long[] starts;

  ConcatenatedByteSource(List<ByteSource> sources) {
    parts = sources.toArray(new ByteSource[0]);
    starts = new long[parts.length + 1];
    for (int i = 0; i < parts.length; i++) {
      starts[i + 1] = Math.addExact(starts[i], parts[i].length());
    }
  }

  @Override
  public long length() {
    return starts[parts.length];
  }

  @Override
  public int read(long offset, byte[] buffer, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (offset >= length()) {
      return -1;
    }
    int part = Arrays.binarySearch(starts, offset);
    part = part < 0 ? -part - 2 : part;
    while (starts[part + 1] == offset) {
      part++; // empty parts have no bytes
    }
    return parts[part].read(offset - starts[part], buffer, from, count);
  }
}
