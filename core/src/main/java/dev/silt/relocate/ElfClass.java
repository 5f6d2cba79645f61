package dev.silt.relocate;

import dev.silt.io.LittleEndian;

/** Where the headers of little-endian ELF files have what is needed of them. */
enum ElfClass {
  /** Numbers of 8 bytes. */
  BITS_64(2, 24),
  /** Numbers of 4 bytes. */
  BITS_32(1, 16);

  private static final int MAGIC = 0x464c457f;
  private static final int LITTLE = 1;

  private static final Header HEADER_64 = new Header(32, 40, 54);
  private static final Header HEADER_32 = new Header(28, 32, 42);
  private static final Program PROGRAM_64 = new Program(56, 4, 8, 16, 32, 40);
  private static final Program PROGRAM_32 = new Program(32, 24, 4, 8, 16, 20);
  private static final Section SECTION_64 = new Section(64, 16);
  private static final Section SECTION_32 = new Section(40, 12);

  private final int code;
  private final int symbolLength;

  ElfClass(int code, int symbolLength) {
    this.code = code;
    this.symbolLength = symbolLength;
  }

  /**
   * The file's header: four numbers of 2 bytes follow each other.
   *
   * @param programs place of the offset of the program headers
   * @param sections place of the offset of the section headers
   * @param lengths place of the length and number of program headers, then of section headers
   */
  record Header(int programs, int sections, int lengths) {}

  /**
   * A program header: its length, and places in it.
   *
   * @param length in bytes
   */
  record Program(
      int length, int flags, int offset, int address, int fileLength, int memoryLength) {}

  /**
   * A section header: from the address on its numbers follow each other.
   *
   * @param length in bytes
   * @param address place of the address
   */
  record Section(int length, int address) {}

  /** {@return whether a file that begins so is of this class} */
  boolean isOf(byte[] bytes) {
    return LittleEndian.getInt(bytes, 0) == MAGIC && bytes[4] == code && bytes[5] == LITTLE;
  }

  /** {@return where things are in the file's header} */
  Header header() {
    return this == BITS_64 ? HEADER_64 : HEADER_32;
  }

  /** {@return where things are in a program header} */
  Program program() {
    return this == BITS_64 ? PROGRAM_64 : PROGRAM_32;
  }

  /** {@return where things are in a section header} */
  Section section() {
    return this == BITS_64 ? SECTION_64 : SECTION_32;
  }

  /** {@return bytes of an address} */
  int wordLength() {
    return 4 * code;
  }

  /** {@return bytes of a symbol} */
  int symbolLength() {
    return symbolLength;
  }

  /** {@return a number at a place; of 4 bytes it has no sign} */
  long number(byte[] bytes, int at) {
    return this == BITS_64
        ? LittleEndian.getLong(bytes, at)
        : Integer.toUnsignedLong(LittleEndian.getInt(bytes, at));
  }
}
