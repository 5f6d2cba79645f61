package dev.silt.tar;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scans an uncompressed tar stream once, from the front. What it gives, entries, data, paddings and
 * tail, is all of the stream: see {@link TarEntry}, {@link #read}, {@link #endEntry}, {@link
 * #zeroLength} and {@link #readTail}.
 *
 * <p>Reads from the stream in large pieces and beyond the archive's end up to the stream's. Does
 * not close it. Not safe for use by several threads.
 */
public final class TarReader {

  private final TarInput in;
  private final Limits limits;
  private final TarInterner interner;
  private final boolean listing;
  private final Map<Long, HeaderForm> hints = new HashMap<>();
  private long dataOffset;
  private long dataLeft;
  private int paddingLength;
  private boolean ended;
  private long zeroLength = -1;
  private int entryCount;

  private TarReader(InputStream in, Limits limits, TarInterner interner, boolean listing) {
    this.in = new TarInput(in);
    this.limits = limits;
    this.interner = interner;
    this.listing = listing;
  }

  /**
   * Begins a scan.
   *
   * @param in an uncompressed tar stream, read from where it stands to its end
   * @param limits how much one entry, and the stream, may ask for
   * @return the reader
   */
  public static TarReader open(InputStream in, Limits limits) {
    return open(in, limits, TarInterner.create());
  }

  /**
   * Begins a scan that shares equal values with others.
   *
   * @param in an uncompressed tar stream, read from where it stands to its end
   * @param limits how much one entry, and the stream, may ask for
   * @param interner keeps what entries share
   * @return the reader
   */
  public static TarReader open(InputStream in, Limits limits, TarInterner interner) {
    return new TarReader(in, limits, interner, false);
  }

  /**
   * Begins a scan for the entries' fields only: those whose header is one block are {@link
   * HeaderForm#UNKNOWN} and cannot be rendered, which takes half the time.
   *
   * @param in an uncompressed tar stream, read from where it stands to its end
   * @param limits how much one entry, and the stream, may ask for
   * @return the reader
   */
  public static TarReader openListing(InputStream in, Limits limits) {
    return new TarReader(in, limits, TarInterner.create(), true);
  }

  /**
   * Goes on to the next entry and skips what was not read of the one before.
   *
   * @return the entry, or null at the end of the archive: a block of zeros, or the stream's end
   * @throws CorruptDataException if a header is damaged or the stream ends within an entry
   * @throws LimitExceededException if an entry asks for too much
   * @throws IOException if the stream fails
   */
  public @Nullable TarEntry next() throws IOException {
    endEntry();
    if (ended) {
      return null;
    }
    long start = in.position();
    RegionScanner scanner = new RegionScanner(in, limits);
    byte[] region = scanner.scan();
    if (region.length == 0) {
      ended = true;
      return null;
    }
    LimitExceededException.check("tar entries", ++entryCount, limits.entryCount(), "entryCount");
    long key = scanner.kinds();
    TarEntry found =
        listing ? TarCodec.list(region, start) : TarCodec.parse(region, start, hints.get(key));
    TarEntry entry = found.interned(interner);
    if (!entry.form().isRaw()) {
      hints.put(key, entry.form());
    }
    LimitExceededException.check(
        "bytes of a tar entry", entry.dataLength(), limits.imageLength(), "imageLength");
    dataOffset = in.position();
    dataLeft = entry.dataLength();
    paddingLength = (int) (HeaderField.padded(dataLeft) - dataLeft);
    return entry;
  }

  /** {@return where the current entry's data begin in the stream} */
  public long dataOffset() {
    return dataOffset;
  }

  /**
   * Reads data of the current entry.
   *
   * @param buffer gets the bytes
   * @param from index of the first
   * @param count most that are wanted
   * @return how many were read, at least one unless {@code count} is zero; -1 at the data's end
   * @throws CorruptDataException if the stream ends before the data do
   * @throws IOException if the stream fails
   */
  public int read(byte[] buffer, int from, int count) throws IOException {
    if (dataLeft == 0) {
      return -1;
    }
    int n = in.read(buffer, from, (int) Math.min(count, dataLeft));
    if (n < 0) {
      throw cutOff("data of an entry", dataLeft);
    }
    dataLeft -= n;
    return n;
  }

  private CorruptDataException cutOff(String what, long missing) {
    return new CorruptDataException(
        "tar stream cut off in "
            + what
            + ": missing="
            + missing
            + " bytes, offset="
            + in.position());
  }

  /**
   * Skips the rest of the current entry's data and its padding. May be called again and does
   * nothing then.
   *
   * @return the padding's bytes if they are not as many zeros as fill the block: cut off by the end
   *     of the stream, or others; else null
   * @throws CorruptDataException if the stream ends before the data do
   * @throws IOException if the stream fails
   */
  public byte @Nullable [] endEntry() throws IOException {
    long missing = in.skip(dataLeft);
    if (missing > 0) {
      throw cutOff("data of an entry", missing);
    }
    dataLeft = 0;
    if (paddingLength == 0) {
      return null;
    }
    byte[] padding = new byte[paddingLength];
    int n = in.readFully(padding, 0, paddingLength);
    boolean usual = n == paddingLength && isZero(padding, n);
    paddingLength = 0;
    return usual ? null : Arrays.copyOf(padding, n);
  }

  private static boolean isZero(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Counts the zeros that the tail begins with: everything from the first block of zeros on is the
   * tail.
   *
   * @return how many there are, zero if the stream ends with the last entry
   * @throws IOException if the stream fails
   */
  public long zeroLength() throws IOException {
    requireEnd();
    if (zeroLength < 0) {
      zeroLength = in.skipZeros();
    }
    return zeroLength;
  }

  /**
   * Reads the rest of the tail after its {@link #zeroLength()} zeros.
   *
   * @param buffer gets the bytes
   * @param from index of the first
   * @param count most that are wanted
   * @return how many were read, -1 at the end of the stream
   * @throws IOException if the stream fails
   */
  public int readTail(byte[] buffer, int from, int count) throws IOException {
    zeroLength();
    return in.read(buffer, from, count);
  }

  private void requireEnd() {
    if (!ended) {
      throw new IllegalStateException("next() has not returned null yet");
    }
  }
}
