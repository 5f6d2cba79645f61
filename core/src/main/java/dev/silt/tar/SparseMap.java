package dev.silt.tar;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Where the pieces of a sparse file belong: offset and length of each, as the archive says. */
final class SparseMap {

  private static final String OFFSET = "GNU.sparse.offset";
  private static final String LENGTH = "GNU.sparse.numbytes";

  private final List<Long> numbers = new ArrayList<>();

  private SparseMap() {}

  /**
   * @param entry a sparse file
   * @param reader at the entry's data; a map that stands there is read
   * @param limits how long such a map may be
   */
  static SparseMap of(TarEntry entry, TarReader reader, Limits limits) throws IOException {
    SparseMap map = new SparseMap();
    if (entry.type() == 'S') {
      map.readBlocks(TarCodec.region(entry));
      return map;
    }
    List<PaxRecord> records = entry.paxRecords();
    String text = PaxView.text(records, "GNU.sparse.map");
    if (!PaxView.text(records, "GNU.sparse.major").isEmpty()) {
      map.readData(reader, limits);
    } else if (!text.isEmpty()) {
      for (String number : text.split(",", -1)) {
        map.add(number.getBytes(StandardCharsets.UTF_8));
      }
    } else {
      map.readRecords(records);
    }
    if (map.numbers.size() % 2 != 0) {
      throw corrupt("an offset without a length");
    }
    return map;
  }

  int count() {
    return numbers.size() / 2;
  }

  long offset(int piece) {
    return numbers.get(2 * piece);
  }

  long length(int piece) {
    return numbers.get(2 * piece + 1);
  }

  /** The old format: four pieces in the header block, 21 in each that follows. */
  private void readBlocks(HeaderRegion region) throws CorruptDataException {
    int header = region.last().offset();
    readPieces(region.bytes(), header + 386, 4);
    for (int at = header + HeaderField.BLOCK; at < region.bytes().length; at += HeaderField.BLOCK) {
      readPieces(region.bytes(), at, 21);
    }
  }

  private void readPieces(byte[] block, int from, int count) throws CorruptDataException {
    for (int i = 0; i < count; i++) {
      int at = from + 24 * i;
      if (block[at] == 0) {
        return;
      }
      add(HeaderNumber.parse(block, at, 12));
      add(HeaderNumber.parse(block, at + 12, 12));
    }
  }

  /** PAX format 0.0: a record for each number, in turns. */
  private void readRecords(List<PaxRecord> records) throws CorruptDataException {
    for (PaxRecord record : records) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      if (key.equals(numbers.size() % 2 == 0 ? OFFSET : LENGTH)) {
        add(record.value());
      } else if (key.equals(OFFSET) || key.equals(LENGTH)) {
        throw corrupt("offsets and lengths do not take turns");
      }
    }
  }

  /** PAX format 1.0: lines at the beginning of the data, filled up to a block. */
  private void readData(TarReader reader, Limits limits) throws IOException {
    byte[] line = new byte[20];
    byte[] one = new byte[1];
    int lineLength = 0;
    long length = 0;
    long wanted = -1;
    while (wanted != numbers.size()) {
      if (reader.read(one, 0, 1) < 0) {
        throw corrupt("map cut off");
      }
      LimitExceededException.check(
          "map of a sparse file", ++length, limits.headerLength(), "headerLength");
      if (one[0] != '\n') {
        if (lineLength == line.length) {
          throw corrupt("number too long");
        }
        line[lineLength++] = one[0];
        continue;
      }
      long number = PaxRecords.decimal(line, 0, lineLength);
      if (wanted >= 0) {
        add(number);
      } else {
        wanted =
            2 * LimitExceededException.check("map", number, limits.headerLength(), "headerLength");
      }
      lineLength = 0;
    }
    byte[] padding = new byte[(int) (HeaderField.padded(length) - length)];
    int n = 0;
    while (n < padding.length) {
      int read = reader.read(padding, n, padding.length - n);
      if (read < 0) {
        throw corrupt("map cut off");
      }
      n += read;
    }
  }

  private void add(byte[] decimal) throws CorruptDataException {
    add(PaxRecords.decimal(decimal, 0, decimal.length));
  }

  private void add(long number) throws CorruptDataException {
    if (number < 0) {
      throw corrupt("malformed number");
    }
    numbers.add(number);
  }

  static CorruptDataException corrupt(String what) {
    return new CorruptDataException("tar: sparse file: " + what);
  }
}
