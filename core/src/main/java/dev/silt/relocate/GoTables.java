package dev.silt.relocate;

import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a Go program (1.18 and later) has its table of functions and source lines (pclntab), and
 * what the offsets in it count from: offsets in the file.
 *
 * @param code the program's first function
 * @param names names of functions
 * @param units numbers of files, by unit of compilation
 * @param files names of files
 * @param counters tables of what changes within functions
 * @param functions entry and record of each function, then the records
 * @param functionCount how many functions there are
 * @param end of the table
 * @param data what functions refer to by offset: stack maps and the like; -1 if not known
 * @param types first of the types' data; -1 if not known
 * @param typesEnd after the last
 * @param links offsets of types, sorted by name; -1 if not known
 * @param linkCount how many
 */
record GoTables(
    long code,
    long names,
    long units,
    long files,
    long counters,
    long functions,
    long functionCount,
    long end,
    long data,
    long types,
    long typesEnd,
    long links,
    long linkCount) {

  /** Bytes of a function's record up to its counters. */
  static final int RECORD_LENGTH = 44;

  /** Bytes of a function's entry in the list of functions. */
  static final int ENTRY_LENGTH = 8;

  /** Bytes of a type's link. */
  static final int LINK_LENGTH = 4;

  private static final int HEADER_LENGTH = 72;
  private static final long MAX_FUNCTIONS = 1 << 24;

  /** Bytes 0 to 3 of the table since Go 1.20, and of 1.18 and 1.19. */
  private static final int MAGIC = 0xfffffff1;

  private static final int OLD_MAGIC = 0xfffffff0;

  /** Words of the module's description before its first code address, and so on. */
  private static final int CODE_WORD = 22;

  private static final int DATA_WORD = 40;
  private static final int OLD_DATA_WORD = 38;

  /** Words from the begin of the types to the data of functions. */
  private static final int TYPES = 3;

  /**
   * Words from the data of functions to the links: address, count, count again. One more in 1.26.
   */
  private static final int LINKS = 4;

  private static final int DESCRIPTION_LENGTH = 8 * (DATA_WORD + LINKS + 4);
  private static final int PIECE_LENGTH = 1 << 14;

  /** {@return whether a part of the file begins as the tables do} */
  static boolean isAt(ByteSource file, Segment part) throws IOException {
    if (part.length() < HEADER_LENGTH) {
      return false;
    }
    byte[] header = new byte[8];
    file.readFully(part.offset(), header, 0, header.length);
    int magic = LittleEndian.getInt(header, 0);
    return (magic == MAGIC || magic == OLD_MAGIC)
        && header[4] == 0
        && header[5] == 0
        && header[7] == 8;
  }

  /** {@return the tables at the start of a part that {@link #isAt}; null if they are damaged} */
  static @Nullable GoTables parse(ByteSource file, Segment part, List<Segment> loaded)
      throws IOException {
    byte[] header = new byte[HEADER_LENGTH];
    file.readFully(part.offset(), header, 0, header.length);
    int magic = LittleEndian.getInt(header, 0);
    long count = LittleEndian.getLong(header, 8);
    long previous = HEADER_LENGTH - 1;
    long[] starts = new long[5];
    for (int i = 0; i < starts.length; i++) {
      long start = LittleEndian.getLong(header, 32 + 8 * i);
      if (start <= previous || start >= part.length()) {
        return null;
      }
      previous = start;
      starts[i] = part.offset() + start;
    }
    long end = part.offset() + part.length();
    if (count < 1 || count > MAX_FUNCTIONS || starts[4] + count * ENTRY_LENGTH + 4 > end) {
      return null;
    }
    byte[] module = module(file, part, part.address() + starts[0] - part.offset(), loaded);
    long code = LittleEndian.getLong(header, 24);
    long data = -1;
    long types = -1;
    long typesEnd = -1;
    long links = -1;
    long linkCount = 0;
    if (module != null) {
      code = LittleEndian.getLong(module, 8 * CODE_WORD);
      int word = magic == MAGIC ? DATA_WORD : OLD_DATA_WORD;
      data = offset(loaded, LittleEndian.getLong(module, 8 * word));
      types = offset(loaded, LittleEndian.getLong(module, 8 * (word - TYPES)));
      typesEnd = offset(loaded, LittleEndian.getLong(module, 8 * (word - TYPES + 1)));
      for (int i = word + LINKS; i <= word + LINKS + 1 && links < 0; i++) {
        long at = offset(loaded, LittleEndian.getLong(module, 8 * i));
        long listed = LittleEndian.getLong(module, 8 * (i + 1));
        if (at >= 0
            && listed == LittleEndian.getLong(module, 8 * (i + 2))
            && listed > 0
            && listed <= (file.length() - at) / LINK_LENGTH) {
          links = at;
          linkCount = listed;
        }
      }
    }
    long codeOffset = offset(loaded, code);
    return codeOffset < 0
        ? null
        : new GoTables(
            codeOffset,
            starts[0],
            starts[1],
            starts[2],
            starts[3],
            starts[4],
            count,
            end,
            data,
            types,
            typesEnd,
            links,
            linkCount);
  }

  /** The module's description: it begins with the table's address, and that of the names. */
  private static byte @Nullable [] module(
      ByteSource file, Segment part, long names, List<Segment> loaded) throws IOException {
    byte[] piece = new byte[PIECE_LENGTH + DESCRIPTION_LENGTH];
    for (Segment segment : loaded) {
      if (segment.hasOffset(part.offset())) {
        continue;
      }
      long first = -segment.address() & 7;
      for (long at = first; at + DESCRIPTION_LENGTH <= segment.length(); at += PIECE_LENGTH) {
        int n = (int) Math.min(piece.length, segment.length() - at);
        file.readFully(segment.offset() + at, piece, 0, n);
        for (int i = 0; i < PIECE_LENGTH && i + DESCRIPTION_LENGTH <= n; i += 8) {
          if (LittleEndian.getLong(piece, i) == part.address()
              && LittleEndian.getLong(piece, i + 8) == names) {
            return java.util.Arrays.copyOfRange(piece, i, i + DESCRIPTION_LENGTH);
          }
        }
      }
    }
    return null;
  }

  private static long offset(List<Segment> loaded, long address) {
    for (Segment segment : loaded) {
      if (segment.hasAddress(address)) {
        return address - segment.address() + segment.offset();
      }
    }
    return -1;
  }

  /** {@return where the functions' records begin} */
  long records() {
    return functions + functionCount * ENTRY_LENGTH + 4;
  }

  /** {@return what offsets in the tables count from} */
  long[] origins() {
    return new long[] {code, names, units, files, counters, functions, data, types};
  }

  /** {@return whether an offset is in the types' data} */
  boolean isType(long offset) {
    return types >= 0 && offset >= types && offset < typesEnd;
  }
}
