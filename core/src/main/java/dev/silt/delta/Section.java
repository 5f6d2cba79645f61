package dev.silt.delta;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.hash.Xxh64;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.io.InputStream;

/**
 * One section while it is read: a stream over its payload that ends where the payload ends. Its
 * checksum is compared by {@link #finish()}; what was read before is not to be believed until then,
 * beyond what is checked while it is decoded. Not safe for several threads.
 */
public final class Section extends InputStream {

  private final SectionType type;
  private final long length;
  private final long offset;
  private final InputStream in;
  private final Xxh64 checksum;
  private long left;

  Section(SectionType type, long length, long offset, InputStream in, Xxh64 checksum) {
    this.type = type;
    this.length = length;
    this.offset = offset;
    this.in = in;
    this.checksum = checksum;
    this.left = length;
  }

  /** {@return its type} */
  public SectionType type() {
    return type;
  }

  /** {@return bytes of its payload} */
  public long length() {
    return length;
  }

  /** {@return offset of its first byte in the delta} */
  public long offset() {
    return offset;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    int n = in.read(buffer, from, (int) Math.min(count, left));
    if (n < 0) {
      throw truncated(type, offset);
    }
    checksum.update(buffer, from, n);
    left -= n;
    return n;
  }

  /**
   * Reads the whole payload and checks it.
   *
   * @param limits how long it may be
   * @return the payload
   * @throws IOException if it is damaged, too long, or cannot be read
   */
  public byte[] readAll(Limits limits) throws IOException {
    LimitExceededException.check(
        "section " + type.label(), length, limits.metadataLength(), "metadataLength");
    byte[] payload = readNBytes((int) length);
    finish();
    return payload;
  }

  /**
   * Skips what is left and compares the checksum.
   *
   * @throws CorruptDataException if it differs
   * @throws IOException if the delta cannot be read
   */
  public void finish() throws IOException {
    byte[] buffer = new byte[(int) Math.min(left, 1 << 16)];
    while (left > 0) {
      if (read(buffer, 0, buffer.length) < 0) {
        throw truncated(type, offset);
      }
    }
    byte[] stored = in.readNBytes(Long.BYTES);
    if (stored.length < Long.BYTES) {
      throw truncated(type, offset);
    }
    long expected = LittleEndian.getLong(stored, 0);
    if (expected != checksum.value()) {
      throw new CorruptDataException(
          String.format(
              "delta is damaged: checksum expected=%016x, actual=%016x, offset=%d, section=%s;"
                  + " fetch it again",
              expected, checksum.value(), offset, type.label()));
    }
  }

  static CorruptDataException truncated(Object section, long offset) {
    return new CorruptDataException(
        "delta ends early: offset="
            + offset
            + ", section="
            + section
            + " (truncated?); fetch it again");
  }
}
