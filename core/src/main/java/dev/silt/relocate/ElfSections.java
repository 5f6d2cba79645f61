package dev.silt.relocate;

import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The section headers of a little-endian ELF file, if it has any: which parts are code, and which
 * hold tables of references. Sections that do not lie within the file are left out.
 */
final class ElfSections {

  private static final int MAX_COUNT = 4096;
  private static final int EXECUTABLE = 4;
  private static final int SYMBOLS = 2;
  private static final int RELOCATIONS = 4;
  private static final int NO_BITS = 8;
  private static final int RELOCATIONS_IN_PLACE = 9;
  private static final int DYNAMIC_SYMBOLS = 11;
  private static final int GNU_HASH = 0x6ffffff6;
  private static final int GNU_HASH_HEADER = 16;

  private final ByteSource file;
  private final ElfClass shape;
  private final int headerLength;
  private final int address;
  private final byte[] headers;

  private ElfSections(ByteSource file, ElfClass shape, byte[] headers) {
    this.file = file;
    this.shape = shape;
    this.headerLength = shape.section().length();
    this.address = shape.section().address();
    this.headers = headers;
  }

  /**
   * Reads the headers.
   *
   * @param file the file
   * @param header its first 64 bytes
   * @param shape how headers are laid out
   */
  static ElfSections read(ByteSource file, byte[] header, ElfClass shape) throws IOException {
    long offset = shape.number(header, shape.header().sections());
    int lengths = shape.header().lengths() + 4;
    int count = ElfLayout.int16(header, lengths + 2);
    int headerLength = shape.section().length();
    boolean known = ElfLayout.int16(header, lengths) == headerLength && count <= MAX_COUNT;
    int length = known ? count * headerLength : 0;
    byte[] headers = new byte[offset < 0 || offset > file.length() - length ? 0 : length];
    file.readFully(offset < 0 ? 0 : Math.min(offset, file.length()), headers, 0, headers.length);
    return new ElfSections(file, shape, headers);
  }

  /** {@return the sections with code} */
  List<Segment> code() {
    List<Segment> found = new ArrayList<>();
    for (int at = 0; at < headers.length; at += headerLength) {
      Segment section = section(at);
      if (section != null && (LittleEndian.getInt(headers, at + 8) & EXECUTABLE) != 0) {
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
    for (int at = 0; at < headers.length; at += headerLength) {
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
    boolean is64 = shape == ElfClass.BITS_64;
    for (int at = 0; at < headers.length; at += headerLength) {
      Segment section = section(at);
      long link = LittleEndian.getInt(headers, link(at)) * (long) headerLength;
      Segment linked = link > 0 && link < headers.length ? section((int) link) : null;
      if (section == null || linked == null) {
        continue;
      }
      Table.Kind kind =
          switch (LittleEndian.getInt(headers, at + 4)) {
            case SYMBOLS, DYNAMIC_SYMBOLS -> Table.Kind.SYMBOLS;
            case RELOCATIONS -> is64 ? Table.Kind.RELOCATIONS : null;
            case RELOCATIONS_IN_PLACE -> is64 ? null : Table.Kind.RELOCATIONS_IN_PLACE;
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

  /**
   * A header of four numbers, a filter of one address' length for each of its words, then the
   * buckets.
   */
  private void buckets(Segment section, long symbols, List<Table> tables) throws IOException {
    if (section.length() < GNU_HASH_HEADER) {
      return;
    }
    byte[] header = new byte[GNU_HASH_HEADER];
    file.readFully(section.offset(), header, 0, header.length);
    long length = 4 * Integer.toUnsignedLong(LittleEndian.getInt(header, 0));
    long words = Integer.toUnsignedLong(LittleEndian.getInt(header, 8));
    long before = GNU_HASH_HEADER + shape.wordLength() * words;
    if (length > 0 && before + length <= section.length()) {
      tables.add(new Table(Table.Kind.BUCKETS, section.offset() + before, length, symbols));
    }
  }

  private @Nullable Segment section(int at) {
    long offset = shape.number(headers, at + address + shape.wordLength());
    long length = shape.number(headers, at + address + 2 * shape.wordLength());
    return LittleEndian.getInt(headers, at + 4) != NO_BITS
            && offset >= 0
            && offset <= file.length()
            && length > 0
            && length <= file.length() - offset
        ? new Segment(offset, shape.number(headers, at + address), length, length)
        : null;
  }

  private int link(int at) {
    return at + address + 3 * shape.wordLength();
  }
}
