package dev.silt.relocate;

import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes of an ELF file are loaded where, and which are code: by the program headers, and
 * where there are section headers by these, as some linkers load code and read-only data as one
 * segment. 64 bits, little-endian, x86-64 or AArch64. Immutable.
 */
public final class ElfLayout {

  private static final int MAGIC = 0x464c457f;
  private static final int CLASS_64_LITTLE = 0x0102;
  private static final int HEADER_LENGTH = 64;
  private static final int PROGRAM_HEADER_LENGTH = 56;
  private static final int MAX_PROGRAM_HEADERS = 64;
  private static final int FIXED = 2;
  private static final int LOAD = 1;
  private static final int UNWIND_TABLE = 0x6474e550;
  private static final int EXECUTABLE = 1;
  private static final int UNWIND_HEADER = 8;
  private static final int RELATIVE_32 = 0x1b;

  /** Files from this length on are not looked at. */
  private static final long MAX_LENGTH = Integer.MAX_VALUE;

  /** Landmarks at most. */
  static final int MAX_LANDMARKS = 9;

  private final boolean isAArch64;
  private final boolean isFixed;
  private final List<Segment> segments;

  /** The same, to go through quickly. */
  private final Segment[] loaded;

  private final @Nullable Segment unwindTable;

  /** Code from each even element to the next. */
  private final long[] code;

  private final List<Table> tables;
  private final @Nullable GoTables go;

  /** Where something begins or ends: a segment, the unwind table, a table, code. */
  private final long[] borders;

  private ElfLayout(
      boolean isAArch64,
      boolean isFixed,
      List<Segment> segments,
      @Nullable Segment unwindTable,
      long[] code,
      List<Table> tables,
      @Nullable GoTables go) {
    this.isAArch64 = isAArch64;
    this.isFixed = isFixed;
    this.segments = List.copyOf(segments);
    this.loaded = segments.toArray(Segment[]::new);
    this.unwindTable = unwindTable;
    this.code = code;
    this.tables = List.copyOf(tables);
    this.go = go;
    TreeSet<Long> all = new TreeSet<>();
    for (Segment segment : segments) {
      all.add(segment.offset());
      all.add(segment.offset() + segment.length());
    }
    if (unwindTable != null) {
      all.add(unwindTable.offset());
      all.add(unwindTable.offset() + unwindTable.length());
    }
    for (Table table : tables) {
      all.add(table.offset());
      all.add(table.end());
    }
    if (go != null && go.types() >= 0) {
      all.add(go.types());
      all.add(go.typesEnd());
    }
    Arrays.stream(code).forEach(all::add);
    this.borders = all.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * Reads the headers of a file.
   *
   * @param file the file
   * @return its layout; null if it is no program that can be relocated
   * @throws IOException if it cannot be read
   */
  public static @Nullable ElfLayout parse(ByteSource file) throws IOException {
    if (file.length() < HEADER_LENGTH || file.length() > MAX_LENGTH) {
      return null;
    }
    byte[] header = new byte[HEADER_LENGTH];
    file.readFully(0, header, 0, header.length);
    int machine = int16(header, 18);
    boolean isAArch64 = machine == 183;
    if (LittleEndian.getInt(header, 0) != MAGIC
        || int16(header, 4) != CLASS_64_LITTLE
        || machine != 62 && !isAArch64
        || int16(header, 54) != PROGRAM_HEADER_LENGTH) {
      return null;
    }
    byte[] programs =
        table(
            file,
            LittleEndian.getLong(header, 32),
            int16(header, 56),
            MAX_PROGRAM_HEADERS,
            PROGRAM_HEADER_LENGTH);
    List<Segment> segments = new ArrayList<>();
    List<Segment> executables = new ArrayList<>();
    Segment unwindTable = null;
    for (int at = 0; at < programs.length; at += PROGRAM_HEADER_LENGTH) {
      int type = LittleEndian.getInt(programs, at);
      Segment segment = segment(programs, at, file.length());
      if (segment == null) {
        continue;
      }
      if (type == LOAD) {
        segments.add(segment);
        if ((LittleEndian.getInt(programs, at + 4) & EXECUTABLE) != 0) {
          executables.add(segment);
        }
      } else if (type == UNWIND_TABLE) {
        unwindTable = segment;
      }
    }
    if (segments.isEmpty() || segments.size() > SegmentMove.MAX_SEGMENTS) {
      return null;
    }
    ElfSections sections = ElfSections.read(file, header);
    long[] code = ranges(sections.code());
    if (code.length == 0) {
      code = ranges(executables);
    }
    List<Table> tables = sections.tables();
    Table frames = frames(file, sections, segments, unwindTable);
    if (frames != null) {
      tables.add(frames);
    }
    GoTables go = go(file, sections, segments);
    if (go != null) {
      tables.add(new Table(Table.Kind.GO, go.units(), go.files() - go.units(), 0));
      tables.add(new Table(Table.Kind.GO, go.functions(), go.records() - go.functions(), 0));
      tables.add(new Table(Table.Kind.GO, go.records(), go.end() - go.records(), 0));
      if (go.links() >= 0) {
        long length = go.linkCount() * GoTables.LINK_LENGTH;
        tables.add(new Table(Table.Kind.TYPE_LINKS, go.links(), length, go.types()));
      }
    }
    return new ElfLayout(
        isAArch64, int16(header, 16) == FIXED, segments, unwindTable, code, tables, go);
  }

  /** The unwind information that the unwind table points to: its section, or all that follows. */
  private static @Nullable Table frames(
      ByteSource file, ElfSections sections, List<Segment> segments, @Nullable Segment unwindTable)
      throws IOException {
    if (unwindTable == null || unwindTable.length() < UNWIND_HEADER) {
      return null;
    }
    byte[] header = new byte[UNWIND_HEADER];
    file.readFully(unwindTable.offset(), header, 0, header.length);
    if (header[1] != RELATIVE_32) {
      return null;
    }
    long address = unwindTable.address() + 4 + LittleEndian.getInt(header, 4);
    for (Segment segment : segments) {
      if (segment.hasAddress(address)) {
        long offset = address - segment.address() + segment.offset();
        Segment section = sections.at(offset);
        Segment part = section == null ? segment : section;
        return new Table(Table.Kind.FRAMES, offset, part.offset() + part.length() - offset, offset);
      }
    }
    return null;
  }

  /** The first that looks so counts: to search the file for each of many would take for ever. */
  private static @Nullable GoTables go(
      ByteSource file, ElfSections sections, List<Segment> segments) throws IOException {
    for (Segment section : sections.all()) {
      if (GoTables.isAt(file, section)) {
        return GoTables.parse(file, section, segments);
      }
    }
    return null;
  }

  private static byte[] table(
      ByteSource file, long offset, int count, int maxCount, int entryLength) throws IOException {
    int length = count * entryLength;
    if (count > maxCount || offset < 0 || offset > file.length() - length) {
      return new byte[0];
    }
    byte[] table = new byte[length];
    file.readFully(offset, table, 0, length);
    return table;
  }

  private static @Nullable Segment segment(byte[] programs, int at, long fileLength) {
    long offset = LittleEndian.getLong(programs, at + 8);
    long address = LittleEndian.getLong(programs, at + 16);
    long length = LittleEndian.getLong(programs, at + 32);
    long memoryLength = LittleEndian.getLong(programs, at + 40);
    long most = Long.MAX_VALUE / 4;
    if (offset < 0
        || offset > fileLength
        || length < 0
        || length > fileLength - offset
        || address < 0
        || address > most
        || memoryLength < length
        || memoryLength > most) {
      return null;
    }
    return new Segment(offset, address, length, memoryLength);
  }

  /** Begins and ends of parts that may overlap, as ranges that do not. */
  private static long[] ranges(List<Segment> parts) {
    List<Segment> sorted = new ArrayList<>(parts);
    sorted.sort((a, b) -> Long.compare(a.offset(), b.offset()));
    long[] ranges = new long[2 * sorted.size()];
    int count = 0;
    for (Segment part : sorted) {
      long end = part.offset() + part.length();
      if (count > 0 && part.offset() <= ranges[count - 1]) {
        ranges[count - 1] = Math.max(ranges[count - 1], end);
      } else if (part.length() > 0) {
        ranges[count++] = part.offset();
        ranges[count++] = end;
      }
    }
    return Arrays.copyOf(ranges, count);
  }

  static int int16(byte[] bytes, int at) {
    return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
  }

  /** {@return whether its code is AArch64's; else it is x86-64's} */
  public boolean isAArch64() {
    return isAArch64;
  }

  /** {@return whether addresses are known when the program is linked (ET_EXEC)} */
  boolean isFixed() {
    return isFixed;
  }

  /** {@return what is loaded, in the order of the program headers} */
  public List<Segment> segments() {
    return segments;
  }

  /** {@return the table of unwind information (.eh_frame_hdr), or null} */
  @Nullable Segment unwindTable() {
    return unwindTable;
  }

  /**
   * {@return where things begin that references count from: the unwind table, and Go's tables, as
   * far as there are any}
   */
  List<Segment> landmarks() {
    List<Segment> all = new ArrayList<>();
    if (unwindTable != null) {
      all.add(unwindTable);
    }
    if (go != null) {
      for (long offset : go.origins()) {
        all.add(new Segment(offset, 0, 0, 0));
      }
    }
    return all;
  }

  /** {@return the segment that an offset lies in, or null} */
  @Nullable Segment segmentAt(long offset) {
    for (Segment segment : loaded) {
      if (segment.hasOffset(offset)) {
        return segment;
      }
    }
    return null;
  }

  /** {@return the tables of a Go program, or null} */
  @Nullable GoTables go() {
    return go;
  }

  /** {@return the table that an offset lies in, or null} */
  @Nullable Table tableAt(long offset) {
    return Table.at(tables, offset);
  }

  /** {@return the offset of what is loaded at an address; -1 if no byte of the file is} */
  long offsetOf(long address) {
    for (Segment segment : loaded) {
      if (segment.hasAddress(address)) {
        return address - segment.address() + segment.offset();
      }
    }
    return -1;
  }

  /** {@return whether an address is the program's} */
  boolean hasAddress(long address) {
    for (Segment segment : loaded) {
      if (address >= segment.address() && address - segment.address() < segment.memoryLength()) {
        return true;
      }
    }
    return false;
  }

  /** {@return whether an offset is in code} */
  boolean isCode(long offset) {
    int at = Arrays.binarySearch(code, offset);
    return ((at < 0 ? -at - 2 : at) & 1) == 0;
  }

  /** {@return where the code that an offset is in begins} */
  long codeStart(long offset) {
    int at = Arrays.binarySearch(code, offset);
    return code[at < 0 ? -at - 2 : at];
  }

  /** {@return the first offset behind one where another part begins; at most {@code limit}} */
  long partEnd(long offset, long limit) {
    int at = Arrays.binarySearch(borders, offset + 1);
    at = at < 0 ? -at - 1 : at;
    return at == borders.length ? limit : Math.min(limit, borders[at]);
  }
}
