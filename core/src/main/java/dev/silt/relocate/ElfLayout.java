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
 * Which bytes of an ELF file, or of a class archive's skeleton, are loaded where, and which are
 * code: by the program headers, and where there are section headers by these, as some linkers load
 * code and read-only data as one segment. Little-endian, one of the {@linkplain Machine machines}.
 * Immutable.
 */
public final class ElfLayout {

  private static final int HEADER_LENGTH = 64;
  private static final int MAX_PROGRAM_HEADERS = 64;
  private static final int FIXED = 2;
  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int UNWIND_TABLE = 0x6474e550;
  private static final int FUNCTION_INDEX = 0x70000001;
  private static final int EXECUTABLE = 1;
  private static final int WRITABLE = 2;
  private static final int SHARED = 3;
  private static final int UNWIND_HEADER = 8;
  private static final int RELATIVE_32 = 0x1b;

  /** Files from this length on are not looked at. */
  private static final long MAX_LENGTH = Integer.MAX_VALUE;

  /** Landmarks at most. */
  static final int MAX_LANDMARKS = 9;

  private final Machine machine;
  private final boolean isFixed;
  private final List<Segment> segments;

  private final SegmentLookup lookup;

  private final @Nullable Segment unwindTable;

  /** Code from each even element to the next. */
  private final long[] code;

  /** Parts that have no absolute addresses, as they are not written to when they are loaded. */
  private final List<Segment> constants;

  private final List<Table> tables;
  private final @Nullable GoTables go;
  private final @Nullable ArmTables arm;

  /** Where something begins or ends: a segment, the unwind table, a table, code. */
  private final long[] borders;

  private ElfLayout(
      Machine machine,
      boolean isFixed,
      List<Segment> segments,
      @Nullable Segment unwindTable,
      long[] code,
      List<Segment> constants,
      List<Table> tables,
      @Nullable GoTables go,
      @Nullable ArmTables arm) {
    this.machine = machine;
    this.isFixed = isFixed;
    this.segments = List.copyOf(segments);
    this.lookup = new SegmentLookup(segments);
    this.unwindTable = unwindTable;
    this.code = code;
    this.constants = List.copyOf(constants);
    this.tables = List.copyOf(tables);
    this.go = go;
    this.arm = arm;
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
    if (ClassSkeleton.isLikely(header)) {
      Segment loaded = ClassSkeleton.segment(header, file.length());
      return loaded == null ? null : ofData(loaded);
    }
    Machine machine = Machine.of(header);
    if (machine == null) {
      return null;
    }
    ElfClass shape = machine.elfClass();
    ElfClass.Program entry = shape.program();
    int lengths = shape.header().lengths();
    if (int16(header, lengths) != entry.length()) {
      return null;
    }
    byte[] programs =
        table(
            file,
            shape.number(header, shape.header().programs()),
            int16(header, lengths + 2),
            MAX_PROGRAM_HEADERS,
            entry.length());
    List<Segment> segments = new ArrayList<>();
    List<Segment> executables = new ArrayList<>();
    List<Segment> constants = new ArrayList<>();
    Segment unwindTable = null;
    Segment dynamic = null;
    Segment functionIndex = null;
    for (int at = 0; at < programs.length; at += entry.length()) {
      Segment segment = segment(shape, programs, at, file.length());
      if (segment == null) {
        continue;
      }
      switch (LittleEndian.getInt(programs, at)) {
        case LOAD -> {
          segments.add(segment);
          int flags = LittleEndian.getInt(programs, at + entry.flags());
          if ((flags & EXECUTABLE) != 0) {
            executables.add(segment);
          }
          if ((flags & WRITABLE) == 0 && int16(header, 16) == SHARED) {
            constants.add(segment);
          }
        }
        case DYNAMIC -> dynamic = segment;
        case UNWIND_TABLE -> unwindTable = segment;
        case FUNCTION_INDEX -> functionIndex = segment;
        default -> {}
      }
    }
    if (segments.isEmpty() || segments.size() > SegmentMove.MAX_SEGMENTS) {
      return null;
    }
    ElfSections sections = ElfSections.read(file, header, shape);
    long[] code = ranges(sections.code());
    if (code.length == 0) {
      code = ranges(executables);
    }
    List<Table> tables = sections.tables();
    Table frames = frames(file, sections, segments, unwindTable);
    if (frames != null) {
      tables.add(frames);
    }
    if (machine == Machine.ARM && functionIndex != null) {
      Segment index = functionIndex;
      tables.add(new Table(Table.Kind.FUNCTION_INDEX, index.offset(), index.length(), 0));
    }
    GoTables go = shape == ElfClass.BITS_64 ? go(file, sections, segments) : null;
    if (go != null) {
      tables.add(new Table(Table.Kind.GO, go.units(), go.files() - go.units(), 0));
      tables.add(new Table(Table.Kind.GO, go.functions(), go.records() - go.functions(), 0));
      tables.add(new Table(Table.Kind.GO, go.records(), go.end() - go.records(), 0));
      if (go.links() >= 0) {
        long length = go.linkCount() * GoTables.LINK_LENGTH;
        tables.add(new Table(Table.Kind.TYPE_LINKS, go.links(), length, go.types()));
      }
    }
    ArmTables arm = machine == Machine.ARM ? ArmTables.of(file, segments, dynamic) : null;
    boolean isFixed = int16(header, 16) == FIXED;
    return new ElfLayout(machine, isFixed, segments, unwindTable, code, constants, tables, go, arm);
  }

  /** Data only, with addresses, at a fixed place. */
  private static ElfLayout ofData(Segment only) {
    List<Segment> segments = List.of(only);
    return new ElfLayout(
        Machine.NONE, true, segments, null, new long[0], List.of(), List.of(), null, null);
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

  private static @Nullable Segment segment(
      ElfClass shape, byte[] programs, int at, long fileLength) {
    long offset = shape.number(programs, at + shape.program().offset());
    long address = shape.number(programs, at + shape.program().address());
    long length = shape.number(programs, at + shape.program().fileLength());
    long memoryLength = shape.number(programs, at + shape.program().memoryLength());
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

  /** {@return whose code it is} */
  public Machine machine() {
    return machine;
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
   * {@return where things begin that references count from: the unwind table, an ARM program's
   * global offset table and stubs, and Go's tables, as far as there are any}
   */
  List<Segment> landmarks() {
    List<Segment> all = new ArrayList<>();
    if (unwindTable != null) {
      all.add(unwindTable);
    }
    if (arm != null) {
      all.add(arm.got());
      if (arm.stubs() != null) {
        all.add(arm.stubs());
      }
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
    int at = lookup.at(offset);
    return at < 0 ? null : segments.get(at);
  }

  /** {@return where the segments are} */
  SegmentLookup lookup() {
    return lookup;
  }

  /** {@return what the dynamic section of an ARM program names, or null} */
  @Nullable ArmTables arm() {
    return arm;
  }

  /** {@return the index of functions of an ARM program (.ARM.exidx), or null} */
  @Nullable Table functionIndex() {
    for (Table table : tables) {
      if (table.kind() == Table.Kind.FUNCTION_INDEX) {
        return table;
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
    return lookup.offsetOf(address);
  }

  /** {@return whether an address is the program's} */
  boolean hasAddress(long address) {
    return lookup.hasAddress(address);
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

  /** {@return whether a segment is not written to when it is loaded, wherever that is} */
  boolean isConstant(Segment segment) {
    return constants.contains(segment);
  }

  /** {@return the first offset behind one where another part begins; at most {@code limit}} */
  long partEnd(long offset, long limit) {
    int at = Arrays.binarySearch(borders, offset + 1);
    at = at < 0 ? -at - 1 : at;
    return at == borders.length ? limit : Math.min(limit, borders[at]);
  }
}
