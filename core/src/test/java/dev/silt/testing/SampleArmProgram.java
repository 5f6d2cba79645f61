package dev.silt.testing;

import dev.silt.io.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * An ELF file for 32-bit ARM as linkers write it: Thumb and ARM code with pools, stubs, symbols,
 * relocations, a GNU hash table, an index of functions, a global offset table. It is made of named
 * pieces; a target has some more than its base, so that every reference over one of these differs.
 */
public final class SampleArmProgram {

  /** Length of the headers. */
  public static final int HEADERS_LENGTH = 52 + 4 * 32;

  /** Pieces of a sort that stand together in a target too. */
  private static final int TOGETHER = 11;

  private static final int PAGE = 4096;
  private static final int DATA_BIAS = 0x1000;
  private static final int CODE = 64;
  private static final int STUB_HEADER = 20;
  private static final int GOT_HEADER = 12;
  private static final int SECTIONS = 8;

  private final boolean isTarget;
  private final boolean isFixed;
  private final int count;
  private final Map<String, Integer> offsets = new LinkedHashMap<>();
  private final Map<String, Integer> lengths = new LinkedHashMap<>();
  private final SplittableRandom random;
  private int end = HEADERS_LENGTH;
  private byte[] bytes = new byte[0];

  private SampleArmProgram(long seed, int count, boolean isTarget, boolean isFixed) {
    this.random = new SplittableRandom(seed);
    this.count = count;
    this.isTarget = isTarget;
    this.isFixed = isFixed;
  }

  /**
   * Builds a program.
   *
   * @param seed of what refers to what
   * @param count functions, symbols, and so on
   * @param isTarget with more pieces
   * @return the program
   */
  public static SampleArmProgram of(long seed, int count, boolean isTarget) {
    return made(new SampleArmProgram(seed, count, isTarget, false));
  }

  /**
   * Builds a program that is linked for fixed addresses.
   *
   * @param seed of what refers to what
   * @param count functions, symbols, and so on
   * @param isTarget with more pieces
   * @return the program
   */
  public static SampleArmProgram fixed(long seed, int count, boolean isTarget) {
    return made(new SampleArmProgram(seed, count, isTarget, true));
  }

  private static SampleArmProgram made(SampleArmProgram program) {
    program.place();
    program.fill();
    return program;
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
    return Objects.requireNonNull(lengths.get(piece));
  }

  /**
   * Where a piece is.
   *
   * @param piece its name
   * @return offset in the file
   */
  public int at(String piece) {
    return Objects.requireNonNull(offsets.get(piece));
  }

  /**
   * Where a piece is in memory.
   *
   * @param piece its name
   * @return address
   */
  public int address(String piece) {
    return at(piece) + (at(piece) >= at("data") ? DATA_BIAS : 0);
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
      if (isTarget && i > 0 && i % TOGETHER == 0) {
        add("new " + sort + i, length + more, alignment);
      }
      add(sort + i, length + more, alignment);
    }
    add("end " + sort, 0, alignment);
  }

  private void place() {
    addAll("name", 10, 7, 1);
    addAll("symbol", 16, 0, 4);
    addAll("relocation", 8, 0, 4);
    add("hash", 16 + 2 * 4, 4);
    addAll("bucket", 4, 0, 4);
    add("stubs", STUB_HEADER, PAGE);
    addAll("stub", 12, 0, 4);
    add("text", 0, PAGE);
    addAll("code", CODE, 0, 4);
    add("arm text", 0, PAGE);
    addAll("arm", CODE, 0, 4);
    add("rodata", 0, PAGE);
    addAll("index", 8, 0, 4);
    add("data", 0, PAGE);
    add("dynamic", 24, 4);
    add("got", GOT_HEADER, 4);
    addAll("word", 4, 0, 4);
    addAll("entry", 4, 0, 4);
    addAll("item", 8, 0, 4);
    add("sections", SECTIONS * 40, 4);
  }

  private int number(String piece, String first, int length) {
    return (at(piece) - at(first)) / length;
  }

  private void int32(String piece, int at, int value) {
    LittleEndian.putInt(bytes, at(piece) + at, value);
  }

  private void int16(String piece, int at, int value) {
    bytes[at(piece) + at] = (byte) value;
    bytes[at(piece) + at + 1] = (byte) (value >> 8);
  }

  private void fill() {
    bytes = new byte[end];
    headers();
    sections();
    int32("dynamic", 0, 4);
    int32("dynamic", 8, 3);
    int32("dynamic", 12, address("got"));
    int32("got", 0, address("dynamic"));
    for (int i = 0; i < count; i++) {
      // Where two programs are of the same seed, what follows is the same for both.
      int other = random.nextInt(count);
      int third = random.nextInt(count);
      byte[] name = ("name" + i).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(name, 0, bytes, at("name" + i), name.length);
      int32("symbol" + i, 0, at("name" + other) - at("name0"));
      int32("symbol" + i, 4, address("code" + i) + 1);
      int32("symbol" + i, 8, CODE);
      int32("symbol" + i, 12, 0x000c0012);
      int32("relocation" + i, 0, address("item" + i));
      int32("relocation" + i, 4, 22 | number("symbol" + other, "symbol0", 16) << 8);
      int32("bucket" + i, 0, number("symbol" + third, "symbol0", 16));
      stub("stub" + i, "word" + i);
      thumb(i, other, third);
      arm("arm" + i, other, third);
      int32("index" + i, 0, address("code" + i) - address("index" + i) & Integer.MAX_VALUE);
      int32("index" + i, 4, index(i, third));
      int32("word" + i, 0, address("stubs"));
      int32("entry" + i, 0, address("code" + third) + 1);
      int32("item" + i, 0, address("code" + other) + 1);
      int32("item" + i, 4, 3);
      if (isTarget && i > 0 && i % TOGETHER == 0) {
        stub("new stub" + i, "new word" + i);
        int32("new word" + i, 0, address("stubs"));
        String entry = "new index" + i;
        int32(entry, 0, address("new code" + i) - address(entry) & Integer.MAX_VALUE);
        int32(entry, 4, 1);
      }
    }
  }

  private int index(int i, int third) {
    return switch (i % 3) {
      case 0 -> 0x80b0b0b0;
      case 1 -> 1;
      default -> address("name" + third) - address("index" + i) - 4 & Integer.MAX_VALUE;
    };
  }

  private void stub(String stub, String word) {
    int far = address(word) - address(stub) - 8;
    int32(stub, 0, 0xe28fc600 | far >> 20);
    int32(stub, 4, 0xe28cca00 | far >> 12 & 0xff);
    int32(stub, 8, 0xe5bcf000 | far & 0xfff);
  }

  private void thumb(int i, int other, int third) {
    String code = "code" + i;
    int site = address(code);
    for (int at = 32; at < CODE; at += 2) {
      int16(code, at, 0xbf00);
    }
    int32(code, 0, branch(0xd000f000, address("code" + other) - site - 4));
    int32(code, 4, branch(0xc000f000, address("stub" + i) - (site + 8)));
    int16(code, 8, 0x4b09); // ldr r3, [pc, #36]
    int16(code, 10, 0x447b); // add r3, pc
    int32(code, 48, address("item" + other) - site - 14);
    int32(code, 12, 0x8024f8df); // ldr.w r8, [pc, #36]
    int16(code, 16, 0xbf00);
    int16(code, 18, 0x44f8); // add r8, pc
    int32(code, 52, address("name" + third) - site - 22);
    int16(code, 20, 0x4a08); // ldr r2, [pc, #32]
    int16(code, 22, 0x5899); // ldr r1, [r3, r2]
    int32(code, 56, address("entry" + other) - address("got"));
    int far = address("code" + third) - site - 28;
    int32(
        code,
        24,
        0x8000f000
            | far >>> 20 << 10 & 0x400
            | far >>> 12 & 0x3f
            | (far >>> 1 & 0x7ff) << 16
            | (far >>> 18 & 1) << 29
            | (far >>> 19 & 1) << 27);
    int32(code, 28, branch(0x9000f000, address("code" + other) - site - 32));
    int value = address("item" + third);
    if (isFixed) {
      int16(code, 42, 0x447e); // add r6, pc: not of the pair
      thumbMove(code, 32, 9, value);
    } else {
      int16(code, 44, 0x44f9); // add r9, pc
      thumbMove(code, 32, 9, value - site - 48);
    }
  }

  /** movw and movt. */
  private void thumbMove(String code, int at, int register, int value) {
    for (int half = 0; half < 2; half++) {
      int number = value >>> 16 * half & 0xffff;
      int bits = number >>> 12 | (number >>> 11 & 1) << 10 | (number >>> 8 & 7) << 28;
      int opcode = half == 0 ? 0xf240 : 0xf2c0;
      int32(code, at + 4 * half, opcode | bits | (number & 0xff) << 16 | register << 24);
    }
  }

  private void armMove(String code, int at, int register, int value) {
    for (int half = 0; half < 2; half++) {
      int number = value >>> 16 * half & 0xffff;
      int opcode = half == 0 ? 0xe3000000 : 0xe3400000;
      int32(code, at + 4 * half, opcode | number >>> 12 << 16 | number & 0xfff | register << 12);
    }
  }

  private static int branch(int word, int far) {
    int sign = far >>> 24 & 1;
    return word
        | sign << 10
        | far >>> 12 & 0x3ff
        | (far >>> 1 & 0x7ff) << 16
        | (~(far >>> 23 ^ sign) & 1) << 29
        | (~(far >>> 22 ^ sign) & 1) << 27;
  }

  private void arm(String code, int other, int third) {
    int site = address(code);
    for (int at = 0; at < CODE; at += 4) {
      int32(code, at, 0xe320f000);
    }
    int32(code, 0, 0xeb000000 | address("arm" + other) - site - 8 >> 2 & 0xffffff);
    int far = address("code" + third) - site - 12;
    int32(code, 4, 0xfa000000 | far >> 2 & 0xffffff);
    int32(code, 8, 0xe59f3020); // ldr r3, [pc, #32]
    int32(code, 12, 0xe08f3003); // add r3, pc, r3
    int32(code, 48, address("item" + other) - site - 20);
    int32(code, 16, 0xe59f201c); // ldr r2, [pc, #28]
    int32(code, 20, 0xe79f1002); // ldr r1, [pc, r2]
    int value = address("code" + other) + 1;
    if (isFixed) {
      armMove(code, 24, 5, value);
    } else {
      armMove(code, 24, 5, value - site - 44);
      int32(code, 36, 0xe08f5005); // add r5, pc, r5
    }
    int32(code, 52, address("entry" + third) - site - 28);
  }

  private void headers() {
    LittleEndian.putInt(bytes, 0, 0x464c457f);
    bytes[4] = 1;
    bytes[5] = 1;
    bytes[16] = (byte) (isFixed ? 2 : 3);
    bytes[18] = 40;
    LittleEndian.putInt(bytes, 28, 52);
    LittleEndian.putInt(bytes, 32, at("sections"));
    bytes[42] = 32;
    bytes[44] = 4;
    bytes[46] = 40;
    bytes[48] = SECTIONS;
    program(0, 1, 5, 0, at("data"), 0);
    program(1, 1, 6, at("data"), at("sections") - at("data"), DATA_BIAS);
    program(2, 2, 6, at("dynamic"), length("dynamic"), DATA_BIAS);
    program(3, 0x70000001, 4, at("index0"), at("end index") - at("index0"), 0);
  }

  private void program(int index, int type, int flags, int offset, int length, int bias) {
    int at = 52 + 32 * index;
    LittleEndian.putInt(bytes, at, type);
    LittleEndian.putInt(bytes, at + 4, offset);
    LittleEndian.putInt(bytes, at + 8, offset + bias);
    LittleEndian.putInt(bytes, at + 16, length);
    LittleEndian.putInt(bytes, at + 20, length);
    LittleEndian.putInt(bytes, at + 24, flags);
  }

  private void sections() {
    section(1, 11, "symbol0", "end symbol", 2, 0);
    section(2, 3, "name0", "end name", 0, 0);
    section(3, 9, "relocation0", "end relocation", 1, 0);
    section(4, 0x6ffffff6, "hash", "end bucket", 1, 0);
    int32("hash", 0, number("end bucket", "bucket0", 4));
    int32("hash", 8, 2);
    section(5, 1, "stubs", "end stub", 0, 4);
    section(6, 1, "text", "end code", 0, 4);
    section(7, 1, "arm text", "end arm", 0, 4);
  }

  private void section(int index, int type, String first, String last, int link, int flags) {
    int32("sections", 40 * index + 4, type);
    int32("sections", 40 * index + 8, flags);
    int32("sections", 40 * index + 12, address(first));
    int32("sections", 40 * index + 16, at(first));
    int32("sections", 40 * index + 20, at(last) - at(first));
    int32("sections", 40 * index + 24, link);
  }
}
