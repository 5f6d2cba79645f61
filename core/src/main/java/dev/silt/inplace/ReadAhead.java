package dev.silt.inplace;

import dev.silt.io.ByteSource;
import java.io.Closeable;
import java.io.IOException;

/**
 * A file that is asked for many small stretches, most of them one behind another or near one that
 * was read before: it is read in pieces of 16 KiB, of which {@value #KEPT} at most are kept. Not
 * safe for several threads.
 */
final class ReadAhead implements ByteSource, Closeable {

  private static final int PIECE_LOG = 14;
  private static final int PIECE_LENGTH = 1 << PIECE_LOG;

  /** A piece has one place, which its number's lowest bits say. */
  private static final int KEPT = 16;

  private final OpenFile file;
  private final byte[][] pieces = new byte[KEPT][0];
  private final long[] numbers = new long[KEPT];
  private final int[] lengths = new int[KEPT];

  ReadAhead(OpenFile file) {
    this.file = file;
  }

  @Override
  public long length() {
    return file.length();
  }

  @Override
  public int read(long offset, byte[] buffer, int from, int count) throws IOException {
    if (count >= PIECE_LENGTH / 2) {
      return file.read(offset, buffer, from, count);
    }
    long number = offset >>> PIECE_LOG;
    int place = (int) number & KEPT - 1;
    int at = (int) offset & PIECE_LENGTH - 1;
    if (numbers[place] != number || at >= lengths[place]) {
      fill(place, number);
      if (at >= lengths[place]) {
        return count == 0 ? 0 : -1;
      }
    }
    int n = Math.min(count, lengths[place] - at);
    System.arraycopy(pieces[place], at, buffer, from, n);
    return n;
  }

  private void fill(int place, long number) throws IOException {
    long begin = number << PIECE_LOG;
    lengths[place] = 0;
    numbers[place] = number;
    int wanted = (int) Math.max(0, Math.min(PIECE_LENGTH, file.length() - begin));
    if (pieces[place].length < wanted) {
      pieces[place] = new byte[wanted];
    }
    while (lengths[place] < wanted) {
      int length = lengths[place];
      int n = file.read(begin + length, pieces[place], length, wanted - length);
      if (n <= 0) {
        return;
      }
      lengths[place] += n;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
