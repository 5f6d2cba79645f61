package dev.silt.tar;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Expands a sparse file: its stored data are pieces, a map says where they belong, all else is
 * zeros. Knows what GNU tar writes (its old format, PAX formats 0.0, 0.1 and 1.0) and takes what Go
 * takes.
 */
public final class SparseContent {

  private static final int BUFFER_LENGTH = 1 << 16;

  private final TarReader reader;
  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private final byte[] zeros = new byte[BUFFER_LENGTH];

  private SparseContent(TarReader reader, OutputStream out) {
    this.reader = reader;
    this.out = out;
  }

  /**
   * Writes the file as it would be on disk. Takes time for every byte of it, however few are
   * stored.
   *
   * @param reader at the first byte of the entry's data
   * @param entry a sparse file
   * @param limits how long the file and its map may be
   * @param out receives the file
   * @throws CorruptDataException if the map and the data do not fit
   * @throws LimitExceededException if the file or the map is longer than allowed
   * @throws IOException if the tar cannot be read or the file cannot be written
   */
  public static void write(TarReader reader, TarEntry entry, Limits limits, OutputStream out)
      throws IOException {
    long length = entry.logicalLength();
    LimitExceededException.check(
        "bytes of a sparse file", length, limits.imageLength(), "imageLength");
    SparseMap map = SparseMap.of(entry, reader, limits);
    new SparseContent(reader, out).write(map, length);
  }

  private void write(SparseMap map, long length) throws IOException {
    long position = 0;
    for (int i = 0; i < map.count(); i++) {
      long end = map.offset(i) + map.length(i);
      if (map.offset(i) < position || map.length(i) < 0 || end < map.offset(i) || end > length) {
        throw SparseMap.corrupt("pieces are not in order");
      }
      writeZeros(map.offset(i) - position);
      writeData(map.length(i));
      position = end;
    }
    writeZeros(length - position);
    if (reader.read(buffer, 0, 1) >= 0) {
      throw SparseMap.corrupt("more data than pieces");
    }
  }

  private void writeZeros(long count) throws IOException {
    for (long left = count; left > 0; left -= zeros.length) {
      ProgressMeter.checkCancelled();
      out.write(zeros, 0, (int) Math.min(left, zeros.length));
    }
  }

  private void writeData(long count) throws IOException {
    long left = count;
    while (left > 0) {
      ProgressMeter.checkCancelled();
      int n = reader.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        throw SparseMap.corrupt("less data than pieces");
      }
      out.write(buffer, 0, n);
      left -= n;
    }
  }
}
