package dev.silt.relocate;

import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a 32-bit ARM program has what its dynamic section names.
 *
 * @param got its global offset table, to the end of its segment
 * @param stubs the stubs that jump through that (PLT), to the end of their segment: what the fourth
 *     word of the table points to, as linkers make it; null if it points nowhere
 */
record ArmTables(Segment got, @Nullable Segment stubs) {

  private static final int ENTRY_LENGTH = 8;
  private static final int MAX_ENTRIES = 1024;
  private static final int END = 0;
  private static final int GLOBAL_OFFSET_TABLE = 3;
  private static final int STUBS_WORD = 12;

  /**
   * Looks them up.
   *
   * @param file the file
   * @param loaded its segments
   * @param dynamic its dynamic section, if it has one
   * @return the tables; null if there are none
   */
  static @Nullable ArmTables of(ByteSource file, List<Segment> loaded, @Nullable Segment dynamic)
      throws IOException {
    if (dynamic == null) {
      return null;
    }
    int length = (int) Math.min(dynamic.length(), MAX_ENTRIES * ENTRY_LENGTH);
    byte[] entries = new byte[length];
    file.readFully(dynamic.offset(), entries, 0, length);
    for (int at = 0; at + ENTRY_LENGTH <= length; at += ENTRY_LENGTH) {
      int tag = LittleEndian.getInt(entries, at);
      if (tag == GLOBAL_OFFSET_TABLE) {
        Segment got = from(loaded, LittleEndian.getInt(entries, at + 4));
        return got == null ? null : new ArmTables(got, stubs(file, loaded, got));
      }
      if (tag == END) {
        return null;
      }
    }
    return null;
  }

  private static @Nullable Segment stubs(ByteSource file, List<Segment> loaded, Segment got)
      throws IOException {
    if (got.length() < STUBS_WORD + 4) {
      return null;
    }
    byte[] word = new byte[4];
    file.readFully(got.offset() + STUBS_WORD, word, 0, word.length);
    return from(loaded, LittleEndian.getInt(word, 0));
  }

  private static @Nullable Segment from(List<Segment> loaded, int unsignedAddress) {
    long address = Integer.toUnsignedLong(unsignedAddress);
    for (Segment segment : loaded) {
      if (segment.hasAddress(address)) {
        long passed = address - segment.address();
        long length = segment.length() - passed;
        return new Segment(segment.offset() + passed, address, length, length);
      }
    }
    return null;
  }
}
