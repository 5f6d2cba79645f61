package dev.silt.testing;

import dev.silt.io.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * An ELF file for x86-64 with all the tables that linkers write: symbols and their names,
 * relocations, a GNU hash table, unwind information, and on demand what Go has: its table of
 * functions and data of types. It is made of named pieces; a target has some more than its base, so
 * that every reference over one of these differs.
 */
public final class SampleTables {

  /** Length of the headers. */
  public static final int HEADERS_LENGTH = 64 + 4 * 56;

  private static final int PAGE = 4096;
  private static final int DATA_BIAS = 0x1000;

  /** Code is so far from unwind information that nothing but a reference points there. */
  private static final int TEXT_ALIGNMENT = 1 << 16;

  private static final int GO_HEADER = 72;
  private static final int GO_RECORD = 60;
  private static final int MODULE = 8 * 48;

  private final boolean isTarget;
  private final boolean isGo;
  private final int count;
  private final Map<String, Integer> offsets = new LinkedHashMap<>();
  private final Map<String, Integer> lengths = new LinkedHashMap<>();
  private final SplittableRandom random;
  private int end = HEADERS_LENGTH;
  private byte[] bytes = new byte[0];

  private SampleTables(long seed, int count, boolean isGo, boolean isTarget) {
    this.random = new SplittableRandom(seed);
    this.count = count;
    this.isGo = isGo;
    this.isTarget = isTarget;
  }

  /**
   * Builds a program.
   *
   * @param seed of what is no reference
   * @param count functions, symbols, and so on
   * @param isGo with Go's tables
   * @param isTarget with more pieces
   * @return the program
   */
  public static SampleTables of(long seed, int count, boolean isGo, boolean isTarget) {
    SampleTables tables = new SampleTables(seed, count, isGo, isTarget);
    tables.place();
    tables.fill();
    return tables;
  }

  /** {@return the file, a copy} */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** {@return where each piece is, in order} */
  public Map<String, Integer> offsets() {
    return offsets;
  }

  /**
   * How long a piece is.
   *
   * @param piece its name
   * @return bytes
   */
  public int length(String piece) {
    return java.util.Objects.requireNonNull(lengths.get(piece));
  }

  /**
   * Where a piece is.
   *
   * @param piece its name
   * @return offset in the file
   */
  public int at(String piece) {
    return java.util.Objects.requireNonNull(offsets.get(piece));
  }

  private void add(String piece, int length, int alignment) {
    end = end + alignment - 1 & -alignment;
    offsets.put(piece, end);
    lengths.put(piece, length);
    end += length;
  }

  /** Pieces of one sort, in a target with new ones between them. */
  private void addAll(String sort, int length, int spread, int alignment) {
    for (int i = 0; i < count; i++) {
      int more = spread == 0 ? 0 : i * 5 % spread;
      if (isTarget && i % 7 == 3) {
        add("new " + sort + i, length + more, alignment);
      }
      add(sort + i, length + more, alignment);
    }
    add("end " + sort, 0, alignment);
  }

  private void place() {
    addAll("name", 10, 7, 1);
    addAll("symbol", 24, 0, 8);
    addAll("relocation", 24, 0, 8);
    add("hash", 16 + 2 * 8, 8);
    addAll("bucket", 4, 0, 4);
    add("unwind", 12 + 8 * count, 8);
    add("common", 24, 8);
    addAll("frame", 24, 0, 4);
    if (isGo) {
      addAll("type", 16, 0, 8);
      addAll("stackmap", 8, 5, 1);
      add("go", GO_HEADER, 32);
      addAll("goname", 9, 11, 1);
      addAll("unit", 8, 0, 8);
      addAll("file", 12, 9, 1);
      addAll("counter", 8, 6, 1);
      addAll("function", 8, 0, 8);
      add("functions end", 4, 4);
      addAll("record", GO_RECORD, 0, 4);
      add("go end", 0, 1);
      addAll("link", 4, 0, 4);
    }
    add("text", 0, TEXT_ALIGNMENT);
    for (int i = 0; i < count; i++) {
      if (isTarget && i % 11 == 5) {
        add("new code" + i, 48, 16);
      }
      add("code" + i, 64, 16);
      if (isTarget && i % 5 == 2) {
        add("more code" + i, 16, 16);
      }
      add("rest" + i, 16, 16);
    }
    add("data", 0, PAGE);
    if (isGo) {
      add("module", MODULE, 8);
    }
    addAll("item", 16, 0, 8);
    add("sections", 8 * 64, 8);
  }

  /** The number of a piece among those of its sort. */
  private int number(String piece, String first, int length) {
    return (at(piece) - at(first)) / length;
  }

  private int address(String piece) {
    return at(piece) + (at(piece) >= at("data") ? DATA_BIAS : 0);
  }

  private void int32(String piece, int at, long value) {
    LittleEndian.putInt(bytes, at(piece) + at, (int) value);
  }

  private void int64(String piece, int at, long value) {
    LittleEndian.putLong(bytes, at(piece) + at, value);
  }

  private void fill() {
    bytes = new byte[end];
    headers();
    sections();
    for (int i = 0; i < count; i++) {
      // Where two programs are of the same seed, what follows is the same for both.
      int other = random.nextInt(count);
      int third = random.nextInt(count);
      text("name" + i);
      opcodes("code" + i);
      opcodes("rest" + i);
      int32("symbol" + i, 0, at("name" + other) - at("name0"));
      int64("symbol" + i, 8, address("code" + i));
      int64("symbol" + i, 16, at("rest" + i) + 16 - at("code" + i));
      int64("relocation" + i, 0, address("item" + i) + 8L);
      int32("relocation" + i, 8, 6);
      int32("relocation" + i, 12, number("symbol" + other, "symbol0", 24));
      int64("relocation" + i, 16, address("code" + third) + 4L);
      int32("bucket" + i, 0, number("symbol" + third, "symbol0", 24));
      frame(i);
      int64("item" + i, 0, address("code" + other));
      int64("item" + i, 8, 3);
      if (isGo) {
        go(i, other, third);
      }
    }
    if (isGo) {
      module();
    }
  }

  private void text(String piece) {
    byte[] name = piece.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < length(piece) - 1; i++) {
      bytes[at(piece) + i] = name[i % name.length];
    }
  }

  private void opcodes(String piece) {
    for (int i = 0; i < length(piece); i++) {
      bytes[at(piece) + i] = (byte) (0x10 + random.nextInt(4));
    }
  }

  private void frame(int i) {
    String frame = "frame" + i;
    int32(frame, 0, 20);
    int32(frame, 4, at(frame) + 4 - at("common"));
    int32(frame, 8, address("code" + i) - address(frame) - 8);
    int32(frame, 12, at("rest" + i) + 16 - at("code" + i));
    int32("unwind", 12 + 8 * i, address("code" + i) - address("unwind"));
    int32("unwind", 16 + 8 * i, address(frame) - address("unwind"));
  }

  private void go(int i, int other, int third) {
    text("goname" + i);
    text("file" + i);
    opcodes("counter" + i);
    opcodes("stackmap" + i);
    int32("unit" + i, 0, at("file" + other) - at("file0"));
    int32("unit" + i, 4, -1);
    int32("function" + i, 0, at("code" + i) - at("text"));
    String record = "record" + i;
    int32("function" + i, 4, at(record) - at("function0"));
    int32(record, 0, at("code" + i) - at("text"));
    int32(record, 4, at("goname" + other) - at("goname0"));
    int32(record, 8, 16);
    for (int k = 16; k < 28; k += 4) {
      int32(record, k, at("counter" + (k * i + third) % count) - at("counter0"));
    }
    int32(record, 28, 2);
    int32(record, 32, (at("unit" + third) - at("unit0")) / 4);
    int32(record, 40, 2 << 24);
    int32(record, 44, at("counter" + third) - at("counter0"));
    int32(record, 48, 0);
    int32(record, 52, at("stackmap" + other) - at("stackmap0"));
    int32(record, 56, -1);
    // Small numbers are none; offsets of code are larger than the types' data.
    int32("type" + i, 0, at("type" + (16 + other * (count - 16) / count)) - at("type0"));
    int32("type" + i, 4, 1 + i * 3 % 200);
    int32("type" + i, 8, at("code" + (count + third) / 2) - at("text") + i % 4);
    int32("type" + i, 12, -1);
    int32("link" + i, 0, at("type" + other) - at("type0"));
  }

  private void module() {
    int32("go", 0, 0xfffffff1);
    bytes[at("go") + 6] = 1;
    bytes[at("go") + 7] = 8;
    int64("go", 8, number("end function", "function0", 8));
    int64("go", 24, address("text"));
    String[] starts = {"goname0", "unit0", "file0", "counter0", "function0"};
    for (int i = 0; i < starts.length; i++) {
      int64("go", 32 + 8 * i, at(starts[i]) - at("go"));
    }
    int32("functions end", 0, at("data") - at("text"));
    for (int i = 0; i < count; i++) {
      if (isTarget && i % 7 == 3) {
        // New functions have the code and the record of the next: not compared.
        System.arraycopy(bytes, at("function" + i), bytes, at("new function" + i), 8);
      }
    }
    int64("module", 0, address("go"));
    int64("module", 8, address("goname0"));
    int64("module", 8 * 22, address("text"));
    int64("module", 8 * 37, address("type0"));
    int64("module", 8 * 38, address("end type"));
    int64("module", 8 * 40, address("stackmap0"));
    int64("module", 8 * 44, 1); // as Go 1.26 has it; before, the links' address
    int64("module", 8 * 45, address("link0"));
    int64("module", 8 * 46, number("end link", "link0", 4));
    int64("module", 8 * 47, number("end link", "link0", 4));
  }

  private void headers() {
    LittleEndian.putInt(bytes, 0, 0x464c457f);
    bytes[4] = 2;
    bytes[5] = 1;
    bytes[18] = 62;
    LittleEndian.putLong(bytes, 32, 64);
    LittleEndian.putLong(bytes, 40, at("sections"));
    bytes[54] = 56;
    bytes[56] = 4;
    bytes[58] = 64;
    bytes[60] = 8;
    program(0, 1, 4, 0, at("text"), 0);
    program(1, 1, 5, at("text"), at("data") - at("text"), 0);
    program(2, 1, 6, at("data"), at("sections") - at("data"), DATA_BIAS);
    program(3, 0x6474e550, 4, at("unwind"), length("unwind"), 0);
    bytes[at("unwind") + 1] = 0x1b;
    int32("unwind", 4, at("common") - at("unwind") - 4);
  }

  private void program(int index, int type, int flags, int offset, int length, int bias) {
    int at = 64 + 56 * index;
    LittleEndian.putInt(bytes, at, type);
    LittleEndian.putInt(bytes, at + 4, flags);
    LittleEndian.putLong(bytes, at + 8, offset);
    LittleEndian.putLong(bytes, at + 16, offset + bias);
    LittleEndian.putLong(bytes, at + 32, length);
    LittleEndian.putLong(bytes, at + 40, length);
  }

  private void sections() {
    section(1, 11, "symbol0", "end symbol", 2);
    section(2, 3, "name0", "end name", 0);
    section(3, 4, "relocation0", "end relocation", 1);
    section(4, 0x6ffffff6, "hash", "end bucket", 1);
    int32("hash", 0, number("end bucket", "bucket0", 4));
    int32("hash", 8, 2);
    section(5, 1, "common", "end frame", 0);
    section(6, 1, "text", "data", 0);
    int32("sections", 64 * 6 + 8, 4);
    if (isGo) {
      section(7, 1, "go", "go end", 0);
    }
  }

  private void section(int index, int type, String first, String last, int link) {
    int32("sections", 64 * index + 4, type);
    int64("sections", 64 * index + 16, address(first));
    int64("sections", 64 * index + 24, at(first));
    int64("sections", 64 * index + 32, at(last) - at(first));
    int32("sections", 64 * index + 40, link);
  }
}
