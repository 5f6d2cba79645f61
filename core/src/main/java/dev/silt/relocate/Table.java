package dev.silt.relocate;

import org.jspecify.annotations.Nullable;

/**
 * A part of a program file whose records hold references, as its section headers say.
 *
 * @param kind what its records are
 * @param offset of its first byte in the file
 * @param length bytes in the file
 * @param origin offset in the file of what its references count from: a string table, a symbol
 *     table
 */
record Table(Kind kind, long offset, long length, long origin) {

  /** Bytes of a relocation with addend. */
  static final int RELOCATION_LENGTH = 24;

  /** What a table holds. */
  enum Kind {
    /**
     * Symbols: name (4 bytes, offset in the string table), address (8, at 8), size (8, at 16). Of
     * 32-bit files: name (4), address (4), size (4).
     */
    SYMBOLS,
    /** Relocations: address (8), type (4), symbol's number (4), addend (8). */
    RELOCATIONS,
    /** Relocations of 32-bit files: address (4), type (1), symbol's number (3). */
    RELOCATIONS_IN_PLACE,
    /** Numbers of symbols, 4 bytes each: the buckets of a GNU hash table. */
    BUCKETS,
    /** Unwind information of functions (.eh_frame). */
    FRAMES,
    /** Functions and their unwind information, 31 bits each (.ARM.exidx). */
    FUNCTION_INDEX,
    /** A part of Go's table of functions, see {@link GoTables}. */
    GO,
    /** Offsets of Go's types, 4 bytes each, from the origin. */
    TYPE_LINKS
  }

  long end() {
    return offset + length;
  }

  boolean has(long fileOffset) {
    return fileOffset >= offset && fileOffset - offset < length;
  }

  /** {@return the table with such an offset, or null} */
  static @Nullable Table at(Iterable<Table> tables, long fileOffset) {
    for (Table table : tables) {
      if (table.has(fileOffset)) {
        return table;
      }
    }
    return null;
  }
}
