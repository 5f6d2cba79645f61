package dev.silt.unpack;

import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the entries of a zip: by its central directory, checked against the local headers. Whatever
 * is not as it should be makes it no zip. Not safe for several threads.
 */
final class ZipReader {

  private static final int BUFFER_LENGTH = 1 << 12;

  private final ByteSource source;
  private final Window window;
  private final Window locals;

  private ZipReader(ByteSource source) {
    this.source = source;
    this.window = new Window(source, BUFFER_LENGTH);
    this.locals = new Window(source, BUFFER_LENGTH);
  }

  /**
   * Reads all headers.
   *
   * @param source a file
   * @return its entries
   * @throws IrregularException if it is no zip, or too odd a one
   */
  static ZipTable read(ByteSource source) throws IOException, IrregularException {
    return new ZipReader(source).read();
  }

  private ZipTable read() throws IOException, IrregularException {
    long end = findEnd();
    long entryCount = window.u16(end + 10);
    long centralLength = window.u32(end + 12);
    long centralOffset = window.u32(end + 16);
    long centralEnd = end;
    if (window.i32(end + 4) != 0 || window.u16(end + 8) != entryCount) {
      throw new IrregularException("several volumes");
    }
    long end64 = end - Zip.LOCATOR_64_LENGTH - Zip.END_64_LENGTH;
    if (end64 >= 0
        && window.i32(end64) == Zip.END_64
        && window.i32(end64 + Zip.END_64_LENGTH) == Zip.LOCATOR_64) {
      centralEnd = end64;
      entryCount = window.i64(end64 + 32);
      centralLength = window.i64(end64 + 40);
      centralOffset = window.i64(end64 + 48);
    } else if (entryCount == Zip.ELSEWHERE_16 || centralOffset == Zip.ELSEWHERE) {
      throw new IrregularException("no zip64 directory");
    }
    if (entryCount < 1) {
      throw new IrregularException("number of entries");
    }
    if (centralLength < 0 || centralLength > centralEnd) {
      throw new IrregularException("length of the directory");
    }
    if (entryCount > Zip.MAX_ENTRIES || centralLength > Zip.MAX_OUTSIDE) {
      throw IrregularException.tooMuch("directory");
    }
    long centralStart = centralEnd - centralLength;
    if (centralOffset < 0 || centralOffset > centralStart) {
      throw new IrregularException("offset of the directory");
    }
    ZipTable table =
        new ZipTable((int) entryCount, centralStart - centralOffset, centralStart, centralEnd);
    readCentral(table);
    readLocals(table);
    return table;
  }

  /** A zip with something in front is found only if it has no comment. */
  private long findEnd() throws IOException, IrregularException {
    long last = source.length() - Zip.END_LENGTH;
    if (last < Zip.LOCAL_LENGTH + Zip.CENTRAL_LENGTH) {
      throw new IrregularException("too short");
    }
    if (window.i32(last) == Zip.END && window.u16(last + Zip.END_LENGTH - 2) == 0) {
      return last;
    }
    if (window.i32(0) == Zip.LOCAL) {
      long first = Math.max(0, last - Zip.ELSEWHERE_16);
      byte[] tail = window.bytes(first, (int) (source.length() - first));
      for (int i = (int) (last - first) - 1; i >= 0; i--) {
        int commentLength = (tail[i + 20] & 0xff) | (tail[i + 21] & 0xff) << Byte.SIZE;
        if (tail[i] == 'P'
            && tail[i + 1] == 'K'
            && tail[i + 2] == 5
            && tail[i + 3] == 6
            && i + Zip.END_LENGTH + commentLength == tail.length) {
          return first + i;
        }
      }
    }
    throw new IrregularException("no end of a directory");
  }

  private void readCentral(ZipTable table) throws IOException, IrregularException {
    long at = table.centralStart;
    long[] keys = new long[table.count];
    long[] recordOffsets = new long[table.count];
    for (int i = 0; i < table.count; i++) {
      if (table.centralEnd - at < Zip.CENTRAL_LENGTH || window.i32(at) != Zip.CENTRAL) {
        throw new IrregularException("directory ends early");
      }
      recordOffsets[i] = at;
      long localOffset = number64(at, 42) + table.shift;
      if (localOffset < 0 || localOffset > table.centralStart - Zip.LOCAL_LENGTH) {
        throw new IrregularException("offset of an entry");
      }
      keys[i] = localOffset * Zip.MAX_ENTRIES + i;
      if (keys[i] / Zip.MAX_ENTRIES != localOffset) {
        throw new IrregularException("offset of an entry");
      }
      at += Zip.CENTRAL_LENGTH + window.u16(at + 28) + window.u16(at + 30) + window.u16(at + 32);
    }
    if (at != table.centralEnd) {
      throw new IrregularException("directory goes on");
    }
    Arrays.sort(keys);
    for (int i = 0; i < table.count; i++) {
      int record = (int) (keys[i] % Zip.MAX_ENTRIES);
      table.order[record] = i;
      table.localOffsets[i] = keys[i] / Zip.MAX_ENTRIES;
      table.centralOffsets[i] = recordOffsets[record];
      if (i > 0 && table.localOffsets[i] == table.localOffsets[i - 1]) {
        throw new IrregularException("two entries are one");
      }
    }
    for (int entry : table.order) { // in the order in which they stand
      long record = table.centralOffsets[entry];
      table.crcs[entry] = window.i32(record + 16);
      table.lengths[entry] = number64(record, 20);
      table.plainLengths[entry] = number64(record, 24);
    }
  }

  /** A number of a central record, which may be in its zip64 field. */
  private long number64(long record, int field) throws IOException, IrregularException {
    long value = window.u32(record + field);
    if (value != Zip.ELSEWHERE) {
      return value;
    }
    int skipped = 0; // those that stand in front of it in the zip64 field
    skipped += field != 24 && window.u32(record + 24) == Zip.ELSEWHERE ? Long.BYTES : 0;
    skipped += field == 42 && window.u32(record + 20) == Zip.ELSEWHERE ? Long.BYTES : 0;
    long at = record + Zip.CENTRAL_LENGTH + window.u16(record + 28);
    long extraEnd = at + window.u16(record + 30);
    while (extraEnd - at >= 4 && extraEnd <= window.length()) {
      int length = window.u16(at + 2);
      if (window.u16(at) == Zip.EXTRA_64 && skipped + Long.BYTES <= length) {
        long place = at + 4 + skipped;
        long found = place + Long.BYTES <= extraEnd ? window.i64(place) : -1;
        if (found >= 0) {
          return found;
        }
      }
      at += 4 + length;
    }
    throw new IrregularException("number of an entry");
  }

  private void readLocals(ZipTable table) throws IOException, IrregularException {
    long outside = table.localOffsets[0] + source.length() - table.centralStart;
    for (int i = 0; i < table.count; i++) {
      long local = table.localOffsets[i];
      long central = table.centralOffsets[i];
      long limit = table.limit(i);
      if (limit - local < Zip.LOCAL_LENGTH || locals.i32(local) != Zip.LOCAL) {
        throw new IrregularException("no header of an entry");
      }
      int nameLength = locals.u16(local + 26);
      int method = locals.u16(local + 8);
      long data = local + Zip.LOCAL_LENGTH + nameLength + locals.u16(local + 28);
      long length = table.lengths[i];
      if (data > limit || length > limit - data) {
        throw new IrregularException("entries overlap");
      }
      if (method != window.u16(central + 10)
          || nameLength != window.u16(central + 28)
          || !Arrays.equals(
              locals.bytes(local + Zip.LOCAL_LENGTH, nameLength),
              window.bytes(central + Zip.CENTRAL_LENGTH, nameLength))) {
        throw new IrregularException("headers of an entry differ");
      }
      boolean encrypted = (locals.u16(local + 6) & Zip.ENCRYPTED_FLAG) != 0;
      boolean deflated = method == Zip.DEFLATED && !encrypted;
      table.dataOffsets[i] = data;
      table.isDeflated[i] = deflated;
      table.isMember[i] =
          length > 0
              && (deflated
                  ? Zip.isPossible(length, table.plainLengths[i])
                  : method != Zip.STORED || length == table.plainLengths[i]);
      outside += limit - local - (table.isMember[i] ? length : 0);
      if (outside > Zip.MAX_OUTSIDE) {
        throw IrregularException.tooMuch("outside of its entries");
      }
    }
  }
}
