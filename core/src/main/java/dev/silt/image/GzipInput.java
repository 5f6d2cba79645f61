package dev.silt.image;

import dev.silt.error.CorruptDataException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads gzip (RFC 1952): any number of members, then nothing but NULs. Every header is parsed,
 * every checksum and length checked. The JDK's own stream takes neither trailing NULs nor says
 * where it stopped. Uses 64 KiB; not safe for several threads.
 */
final class GzipInput extends InputStream {

  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private final InputStream in;
  private final String what;
  private final byte[] buffer = new byte[1 << 16];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int position;
  private int limit;
  private long memberCount;
  private boolean inMember;
  private boolean ended;

  /**
   * @param in compressed bytes; not closed by this stream
   * @param what the file, for messages
   */
  GzipInput(InputStream in, String what) {
    this.in = in;
    this.what = what;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, target.length);
    if (count == 0) {
      return 0;
    }
    while (!ended) {
      if (!inMember) {
        startMember();
        continue;
      }
      int n = inflate(target, from, count);
      if (n > 0) {
        crc.update(target, from, n);
        return n;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw corrupt("gzip member wants a dictionary", null);
      } else if (inflater.needsInput()) {
        fillOrThrow();
        inflater.setInput(buffer, 0, limit);
        position = limit;
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int from, int count) throws CorruptDataException {
    try {
      return inflater.inflate(target, from, count);
    } catch (DataFormatException e) {
      throw corrupt("damaged deflate data", e);
    }
  }

  private void startMember() throws IOException {
    if (memberCount > 0 && !hasMoreMembers()) {
      ended = true;
      return;
    }
    crc.reset();
    if (nextHeaderByte() != 0x1f || nextHeaderByte() != 0x8b || nextHeaderByte() != 8) {
      throw corrupt(memberCount == 0 ? "not gzip data" : "trailing data after gzip member", null);
    }
    int flags = nextHeaderByte();
    for (int i = 0; i < 6; i++) {
      nextHeaderByte();
    }
    if ((flags & 0xe0) != 0) {
      throw corrupt("gzip header with reserved flags", null);
    }
    if ((flags & FLAG_EXTRA) != 0) {
      int length = nextHeaderByte() | nextHeaderByte() << 8;
      for (int i = 0; i < length; i++) {
        nextHeaderByte();
      }
    }
    skipText((flags & FLAG_NAME) != 0);
    skipText((flags & FLAG_COMMENT) != 0);
    if ((flags & FLAG_HEADER_CRC) != 0) {
      int expected = (int) crc.getValue() & 0xffff;
      if ((nextByte() | nextByte() << 8) != expected) {
        throw corrupt("gzip header checksum is wrong", null);
      }
    }
    crc.reset();
    inflater.reset();
    inflater.setInput(buffer, position, limit - position);
    inMember = true;
    memberCount++;
  }

  private void skipText(boolean present) throws IOException {
    int b;
    do {
      b = present ? nextHeaderByte() : 0;
    } while (b != 0);
  }

  /** Whether another member follows; NULs up to the end are read over. */
  private boolean hasMoreMembers() throws IOException {
    if (position == limit && !fill()) {
      return false;
    }
    if (buffer[position] != 0) {
      return true;
    }
    do {
      while (position < limit) {
        if (buffer[position++] != 0) {
          throw corrupt("trailing data after gzip member and NULs", null);
        }
      }
    } while (fill());
    return false;
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    long expectedCrc = nextInt();
    long expectedLength = nextInt();
    if (expectedCrc != crc.getValue()) {
      throw corrupt(
          String.format(
              "gzip checksum is wrong: expected=%08x, actual=%08x", expectedCrc, crc.getValue()),
          null);
    }
    long length = inflater.getBytesWritten() & 0xffff_ffffL;
    if (expectedLength != length) {
      throw corrupt(
          "gzip length is wrong: expected=" + expectedLength + ", actual=" + length, null);
    }
    inMember = false;
  }

  private long nextInt() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (long) nextByte() << shift;
    }
    return value;
  }

  private int nextHeaderByte() throws IOException {
    int b = nextByte();
    crc.update(b);
    return b;
  }

  private int nextByte() throws IOException {
    if (position == limit) {
      fillOrThrow();
    }
    return buffer[position++] & 0xff;
  }

  private void fillOrThrow() throws IOException {
    if (!fill()) {
      throw corrupt("gzip data ends early (truncated?)", null);
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private CorruptDataException corrupt(String problem, @Nullable Throwable cause) {
    return new CorruptDataException(
        what + ": " + problem + ": member=" + Math.max(1, memberCount), cause);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
