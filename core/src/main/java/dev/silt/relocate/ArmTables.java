package dev.silt.relocate;

import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the dynamic section of an ARM program says: where its global offset table is. */
final class ArmTables {

  private static final int ENTRY_LENGTH = 8;
  private static final int MAX_ENTRIES = 1024;
  private static final int END = 0;
  private static final int GLOBAL_OFFSET_TABLE = 3;

  private ArmTables() {}

  /**
   * Looks the table up.
   *
   * @param file the file
   * @param loaded its segments
   * @param dynamic its dynamic section, as far as it has one
   * @return from the table's begin to the end of its segment; null if there is none
   */
  static @Nullable Segment got(ByteSource file, List<Segment> loaded, @Nullable Segment dynamic)
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
        return from(loaded, Integer.toUnsignedLong(LittleEndian.getInt(entries, at + 4)));
      }
      if (tag == END) {
        return null;
      }
    }
    return null;
  }

  private static @Nullable Segment from(List<Segment> loaded, long address) {
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
