package dev.silt.match;

import dev.silt.error.CancelledException;
import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import java.util.Arrays;

/**
 * A source read through a direct-mapped cache of pages, so that a content of any length can be
 * compared byte by byte in bounded memory. Each page also holds the first {@link #SLACK} bytes of
 * the next one: a window that starts in a page can be read from its array alone. A content that
 * fits the cache is read once. Not safe for several threads.
 */
final class PagedBytes {

  /** Bytes of a page. */
  static final int PAGE = 1 << 14;

  /** Bytes after the page that its array holds too; undefined beyond the end of the source. */
  static final int SLACK = 16;

  private static final int SHIFT = Integer.numberOfTrailingZeros(PAGE);

  private final ByteSource source;
  private final long length;
  private final byte[][] pages;
  private final long[] numbers;
  private long loads;

  private PagedBytes(ByteSource source, int slots) {
    this.source = source;
    this.length = source.length();
    this.pages = new byte[slots][];
    this.numbers = new long[slots];
    Arrays.fill(numbers, -1);
  }

  /**
   * Nothing is read yet.
   *
   * @param source the bytes
   * @param maxSlots pages to hold at most, a power of two
   * @return an empty cache
   */
  static PagedBytes of(ByteSource source, int maxSlots) {
    long count = Math.max(1, (source.length() + PAGE - 1) / PAGE);
    int slots = maxSlots;
    while (slots / 2 >= count) {
      slots /= 2;
    }
    return new PagedBytes(source, slots);
  }

  /** {@return length of the source in bytes} */
  long length() {
    return length;
  }

  /** {@return where the byte at an offset stands in its {@link #page}} */
  static int indexInPage(long offset) {
    return (int) offset & (PAGE - 1);
  }

  /**
   * Returns the page that holds a byte; the next call may overwrite it.
   *
   * @param offset of a byte within the source
   * @return the page
   * @throws CancelledException if the thread was interrupted
   * @throws IOException if it cannot be read
   */
  byte[] page(long offset) throws IOException {
    long number = offset >>> SHIFT;
    int slot = (int) number & (numbers.length - 1);
    return numbers[slot] == number ? pages[slot] : load(number, slot);
  }

  private byte[] load(long number, int slot) throws IOException {
    ProgressMeter.checkCancelled();
    if (number << SHIFT >= length) {
      throw new IndexOutOfBoundsException("offset beyond the source's length=" + length);
    }
    byte[] page = pages[slot];
    if (page == null) {
      page = new byte[(int) Math.min(PAGE, length) + SLACK];
      pages[slot] = page;
    }
    long start = number << SHIFT;
    numbers[slot] = -1;
    loads++;
    source.readFully(start, page, 0, (int) Math.min(page.length, length - start));
    numbers[slot] = number;
    return page;
  }

  /** {@return how many pages were read so far} */
  long loads() {
    return loads;
  }

  byte at(long offset) throws IOException {
    return page(offset)[indexInPage(offset)];
  }

  /** Eight bytes, little-endian; those beyond the end are undefined. */
  long longAt(long offset) throws IOException {
    return LittleEndian.getLong(page(offset), indexInPage(offset));
  }

  /**
   * Counts how many bytes are equal from two offsets on, up to the first difference.
   *
   * @param a one source
   * @param i offset in it
   * @param b another
   * @param j offset in that
   * @param max bytes to compare at most; both have them
   * @return length of the common run
   */
  static long equalAfter(PagedBytes a, long i, PagedBytes b, long j, long max) throws IOException {
    long done = 0;
    while (done < max) {
      int x = indexInPage(i + done);
      int y = indexInPage(j + done);
      int n = (int) Math.min(PAGE - Math.max(x, y), max - done);
      int equal = Arrays.mismatch(a.page(i + done), x, x + n, b.page(j + done), y, y + n);
      if (equal >= 0) {
        return done + equal;
      }
      done += n;
    }
    return done;
  }

  /** As {@link #equalAfter}, from the bytes before two offsets backwards. */
  static long equalBefore(PagedBytes a, long i, PagedBytes b, long j, long max) throws IOException {
    long done = 0;
    while (done < max) {
      int x = indexInPage(i - done - 1) + 1;
      int y = indexInPage(j - done - 1) + 1;
      int n = (int) Math.min(Math.min(x, y), max - done);
      byte[] left = a.page(i - done - 1);
      byte[] right = b.page(j - done - 1);
      int step = 1; // doubles: most runs are short, and whole blocks compare fastest
      for (int k = 0; k < n; k += step) {
        step = Math.min(2 * step, n - k);
        if (!Arrays.equals(left, x - k - step, x - k, right, y - k - step, y - k)) {
          while (left[x - k - 1] == right[y - k - 1]) {
            k++;
          }
          return done + k;
        }
      }
      done += n;
    }
    return done;
  }

  /** Counts the equal bytes of two stretches of the same length. */
  static long countEqual(PagedBytes a, long i, PagedBytes b, long j, long length)
      throws IOException {
    long equal = 0;
    long done = 0;
    while (done < length) {
      int x = indexInPage(i + done);
      int y = indexInPage(j + done);
      int n = (int) Math.min(PAGE - Math.max(x, y), length - done);
      byte[] left = a.page(i + done);
      byte[] right = b.page(j + done);
      for (int k = 0; k < n; k++) {
        equal += left[x + k] == right[y + k] ? 1 : 0;
      }
      done += n;
    }
    return equal;
  }
}
