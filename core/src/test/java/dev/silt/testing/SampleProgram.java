package dev.silt.testing;

import dev.silt.io.LittleEndian;
import java.util.SplittableRandom;

/**
 * An ELF file of functions that call each other and refer to data, a table of pointers and an
 * unwind table, as a linker would lay it out. Where functions grow, all that follows moves, and
 * every reference over a grown function differs.
 */
public final class SampleProgram {

  /** Bytes by which a grown function is longer. */
  public static final int GROWTH = 24;

  private static final int HEADERS_LENGTH = 64 + 4 * 56;
  private static final int UNWIND_OFFSET = 512;
  private static final int PAGE = 4096;
  private static final int DATA_BIAS = 0x1000;
  private static final int BODY = 96;

  private final boolean arm;
  private final int functionCount;
  private final int growEvery;
  private final byte[] bytes;
  private final int textOffset;
  private final int dataOffset;

  private SampleProgram(boolean arm, long seed, int functionCount, int growEvery) {
    this.arm = arm;
    this.functionCount = functionCount;
    this.growEvery = growEvery;
    textOffset = aligned(UNWIND_OFFSET + 8 * functionCount);
    dataOffset = aligned(textOffset + functionStart(functionCount));
    bytes = new byte[dataOffset + 8 * functionCount];
    headers();
    for (int i = 0; i < functionCount; i++) {
      function(i, new SplittableRandom(seed + i));
      int address = textOffset + functionStart(i);
      LittleEndian.putLong(bytes, dataOffset + 8 * i, address);
      LittleEndian.putInt(bytes, UNWIND_OFFSET + 8 * i, address - UNWIND_OFFSET);
    }
  }

  /**
   * Builds a program.
   *
   * @param arm AArch64, else x86-64
   * @param seed of the functions' bytes
   * @param functionCount how many functions
   * @param growEvery every so manieth function is grown; 0 for none
   * @return the file
   */
  public static byte[] of(boolean arm, long seed, int functionCount, int growEvery) {
    return new SampleProgram(arm, seed, functionCount, growEvery).bytes;
  }

  private static int aligned(int offset) {
    return offset + PAGE - 1 & -PAGE;
  }

  private int functionStart(int index) {
    return BODY * index + (growEvery == 0 ? 0 : GROWTH * ((index + growEvery - 1) / growEvery));
  }

  private void headers() {
    LittleEndian.putInt(bytes, 0, 0x464c457f);
    bytes[4] = 2;
    bytes[5] = 1;
    bytes[16] = (byte) (arm ? 3 : 2); // that of x86-64 is for a fixed place
    bytes[18] = (byte) (arm ? 183 : 62);
    LittleEndian.putLong(bytes, 32, 64);
    bytes[54] = 56;
    bytes[56] = 4;
    programHeader(0, 1, 4, 0, UNWIND_OFFSET + 8 * functionCount, 0);
    programHeader(1, 1, 5, textOffset, functionStart(functionCount), 0);
    programHeader(2, 1, 6, dataOffset, 8 * functionCount, DATA_BIAS);
    programHeader(3, 0x6474e550, 4, UNWIND_OFFSET, 8 * functionCount, 0);
  }

  private void programHeader(int index, int type, int flags, int offset, int length, int bias) {
    int at = HEADERS_LENGTH - 4 * 56 + 56 * index;
    LittleEndian.putInt(bytes, at, type);
    LittleEndian.putInt(bytes, at + 4, flags);
    LittleEndian.putLong(bytes, at + 8, offset);
    LittleEndian.putLong(bytes, at + 16, offset + bias);
    LittleEndian.putLong(bytes, at + 32, length);
    LittleEndian.putLong(bytes, at + 40, length + (type == 1 ? 64 : 0));
  }

  private void function(int index, SplittableRandom random) {
    int start = textOffset + functionStart(index);
    int end = textOffset + functionStart(index + 1);
    for (int at = start; at < end; at++) {
      // Nothing that holds a reference; of x86-64, instructions of one byte.
      int first = arm ? 0x10 : 0x90;
      bytes[at] = (byte) (at - start < BODY ? first + random.nextInt(4) : 0x50);
    }
    for (int at = start + 8; at + 20 <= start + BODY; at += 24) {
      int callee = textOffset + functionStart(random.nextInt(functionCount));
      int item = dataOffset + DATA_BIAS + 8 * random.nextInt(functionCount);
      if (arm) {
        LittleEndian.putInt(bytes, at, 0x94000000 | callee - at >> 2 & 0x3ffffff);
        int pages = (item >> 12) - (at + 4 >> 12);
        LittleEndian.putInt(bytes, at + 4, 0x90000003 | (pages & 3) << 29 | pages >> 2 << 5);
        LittleEndian.putInt(bytes, at + 8, 0x91000063 | (item & 0xfff) << 10);
        LittleEndian.putInt(bytes, at + 12, 0x36000000 | (callee - at - 12 >> 2 & 0x3fff) << 5);
        int far = item - at - 16;
        LittleEndian.putInt(
            bytes, at + 16, 0x10000004 | (far & 3) << 29 | (far >> 2 & 0x7ffff) << 5);
      } else {
        bytes[at] = (byte) 0xe8;
        LittleEndian.putInt(bytes, at + 1, callee - at - 5);
        bytes[at + 6] = (byte) 0x8d;
        bytes[at + 7] = 5;
        LittleEndian.putInt(bytes, at + 8, item - at - 12);
        bytes[at + 13] = (byte) 0xbf;
        LittleEndian.putInt(bytes, at + 14, callee);
      }
    }
  }

  /**
   * Where a function is.
   *
   * @param arm AArch64, else x86-64
   * @param functionCount how many functions the program has
   * @param growEvery which are grown
   * @param index which function, or their number for the end of the last
   * @return offset in the file
   */
  public static int functionOffset(boolean arm, int functionCount, int growEvery, int index) {
    SampleProgram program = new SampleProgram(arm, 0, functionCount, growEvery);
    return program.textOffset + program.functionStart(index);
  }

  /**
   * Where the table of pointers is.
   *
   * @param arm AArch64, else x86-64
   * @param functionCount how many functions the program has
   * @param growEvery which are grown
   * @return offset in the file
   */
  public static int dataOffset(boolean arm, int functionCount, int growEvery) {
    return new SampleProgram(arm, 0, functionCount, growEvery).dataOffset;
  }
}
