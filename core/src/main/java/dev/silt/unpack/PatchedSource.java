package dev.silt.unpack;

import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file of which some parts are other bytes, as many. Safe for several threads once no more parts
 * are put in.
 */
final class PatchedSource implements ByteSource {

  private final ByteSource file;
  private final NavigableMap<Long, Part> parts = new TreeMap<>();

  /** Bytes in place of others; zeros if there are none. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Part(long end, byte @Nullable [] bytes) {}

  PatchedSource(ByteSource file) {
    this.file = file;
  }

  /** Puts bytes in place of as many; no two parts may overlap. */
  void put(long offset, byte[] bytes) {
    if (bytes.length > 0) {
      parts.put(offset, new Part(offset + bytes.length, bytes));
    }
  }

  /** Puts zeros in place of some bytes. */
  void clear(long offset, long end) {
    if (end > offset) {
      parts.put(offset, new Part(end, null));
    }
  }

  @Override
  public long length() {
    return file.length();
  }

  @Override
  public int read(long offset, byte[] buffer, int from, int count) throws IOException {
    int n = file.read(offset, buffer, from, count);
    if (n <= 0) {
      return n;
    }
    Long before = parts.floorKey(offset);
    long first = before == null ? offset : before;
    for (Map.Entry<Long, Part> entry : parts.subMap(first, true, offset + n, false).entrySet()) {
      Part part = entry.getValue();
      long start = Math.max(offset, entry.getKey());
      int to = from + (int) (start - offset);
      int length = (int) (Math.min(offset + n, part.end()) - start);
      byte[] bytes = part.bytes();
      if (length > 0 && bytes == null) {
        Arrays.fill(buffer, to, to + length, (byte) 0);
      } else if (length > 0 && bytes != null) {
        System.arraycopy(bytes, (int) (start - entry.getKey()), buffer, to, length);
      }
    }
    return n;
  }
}
