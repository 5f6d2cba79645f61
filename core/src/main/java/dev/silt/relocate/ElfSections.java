package dev.silt.relocate;

import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The section headers of a 64-bit little-endian ELF file, if it has any: which parts are code, and
 * which hold tables of references. Sections that do not lie within the file are left out.
 */
final class ElfSections {

  private static final int HEADER_LENGTH = 64;
  private static final int MAX_COUNT = 4096;
  private static final int EXECUTABLE = 4;
  private static final int SYMBOLS = 2;
  private static final int RELOCATIONS = 4;
  private static final int NO_BITS = 8;
  private static final int DYNAMIC_SYMBOLS = 11;
  private static final int GNU_HASH = 0x6ffffff6;
  private static final int GNU_HASH_HEADER = 16;

  private final ByteSource file;
  private final byte[] headers;

  private ElfSections(ByteSource file, byte[] headers) {
    this.file = file;
    this.headers = headers;
  }

  /**
   * Reads the headers.
   *
   * @param file the file
   * @param header its first 64 bytes
   */
  static ElfSections read(ByteSource file, byte[] header) throws IOException {
    long offset = LittleEndian.getLong(header, 40);
    int count = ElfLayout.int16(header, 60);
    boolean known = ElfLayout.int16(header, 58) == HEADER_LENGTH && count <= MAX_COUNT;
    int length = known ? count * HEADER_LENGTH : 0;
    byte[] headers = new byte[offset < 0 || offset > file.length() - length ? 0 : length];
    file.readFully(offset < 0 ? 0 : Math.min(offset, file.length()), headers, 0, headers.length);
    return new ElfSections(file, headers);
  }

  /** {@return the sections with code} */
  List<Segment> code() {
    List<Segment> found = new ArrayList<>();
    for (int at = 0; at < headers.length; at += HEADER_LENGTH) {
      Segment section = section(at);
      if (section != null && (LittleEndian.getLong(headers, at + 8) & EXECUTABLE) != 0) {
        found.add(section);
      }
    }
    return found;
  }

  /** {@return the section that has an offset, or null} */
  @Nullable Segment at(long offset) {
    for (Segment section : all()) {
      if (section.hasOffset(offset)) {
        return section;
      }
    }
    return null;
  }

  /** {@return all sections with data} */
  List<Segment> all() {
    List<Segment> found = new ArrayList<>();
    for (int at = 0; at < headers.length; at += HEADER_LENGTH) {
      Segment section = section(at);
      if (section != null) {
        found.add(section);
      }
    }
    return found;
  }

  /** {@return the tables of references, in the order of their headers} */
  List<Table> tables() throws IOException {
    List<Table> tables = new ArrayList<>();
    for (int at = 0; at < headers.length; at += HEADER_LENGTH) {
      Segment section = section(at);
      long link = LittleEndian.getInt(headers, at + 40) * (long) HEADER_LENGTH;
      Segment linked = link > 0 && link < headers.length ? section((int) link) : null;
      if (section == null || linked == null) {
        continue;
      }
      Table.Kind kind =
          switch (LittleEndian.getInt(headers, at + 4)) {
            case SYMBOLS, DYNAMIC_SYMBOLS -> Table.Kind.SYMBOLS;
            case RELOCATIONS -> Table.Kind.RELOCATIONS;
            case GNU_HASH -> Table.Kind.BUCKETS;
            default -> null;
          };
      if (kind == Table.Kind.BUCKETS) {
        buckets(section, linked.offset(), tables);
      } else if (kind != null) {
        tables.add(new Table(kind, section.offset(), section.length(), linked.offset()));
      }
    }
    return tables;
  }

  /** A header of four numbers, a filter of 8 bytes for each of its words, then the buckets. */
  private void buckets(Segment section, long symbols, List<Table> tables) throws IOException {
    if (section.length() < GNU_HASH_HEADER) {
      return;
    }
    byte[] header = new byte[GNU_HASH_HEADER];
    file.readFully(section.offset(), header, 0, header.length);
    long length = 4 * Integer.toUnsignedLong(LittleEndian.getInt(header, 0));
    long before = GNU_HASH_HEADER + 8 * Integer.toUnsignedLong(LittleEndian.getInt(header, 8));
    if (length > 0 && before + length <= section.length()) {
      tables.add(new Table(Table.Kind.BUCKETS, section.offset() + before, length, symbols));
    }
  }

  private @Nullable Segment section(int at) {
    long offset = LittleEndian.getLong(headers, at + 24);
    long length = LittleEndian.getLong(headers, at + 32);
    return LittleEndian.getInt(headers, at + 4) != NO_BITS
            && offset >= 0
            && offset <= file.length()
            && length > 0
            && length <= file.length() - offset
        ? new Segment(offset, LittleEndian.getLong(headers, at + 16), length, length)
        : null;
  }
}
