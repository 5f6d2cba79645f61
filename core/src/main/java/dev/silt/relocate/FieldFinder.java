package dev.silt.relocate;

import dev.silt.io.LittleEndian;

/**
 * Finds fields in a part of a block that is code or data as a whole. A field is what looks like one
 * and points into the program: of random values, few do.
 *
 * @param bytes the block, with {@link FieldBlock#MARGIN} more on both sides
 * @param offset of the block in the base
 * @param address of the block in memory
 * @param layout the base's
 */
record FieldFinder(byte[] bytes, long offset, long address, ElfLayout layout) {

  private static final int MARGIN = FieldBlock.MARGIN;

  /** Addresses below are numbers rather than pointers. */
  static final int LEAST_ADDRESS = 256;

  void find(int from, int to, boolean isCode, Fields fields) {
    if (layout.machine() == Machine.ARM) {
      shortData(from, to, fields);
    } else if (!isCode) {
      data(from, to, fields);
    } else if (layout.machine() == Machine.AARCH64) {
      AArch64Fields.find(this, from, to, fields);
    } else {
      X86Fields.find(this, from, to, fields);
    }
  }

  /** Two bytes at a place, without a sign, which may lie within the margin. */
  int int16(int place) {
    return LittleEndian.getInt(bytes, MARGIN + place) & 0xffff;
  }

  /** Four bytes at a place, which may lie within the margin. */
  int int32(int place) {
    return LittleEndian.getInt(bytes, MARGIN + place);
  }

  /** Eight bytes at a place, which may lie within the margin. */
  long int64(int place) {
    return LittleEndian.getLong(bytes, MARGIN + place);
  }

  /** Adds a field of four bytes if it points into the program. */
  void add(int place, FieldKind kind, int value, long destination, Fields fields) {
    if (layout.hasAddress(destination)) {
      fields.add(place, kind, value, destination);
    }
  }

  /**
   * Pointers of eight bytes; the unwind table; distances to code, as unwind information and some
   * jump tables have them. What is aligned in memory only.
   */
  private void data(int from, int to, Fields fields) {
    GoTables go = layout.go();
    if (go != null && go.isType(offset + from)) {
      types(go, from, to, fields);
      return;
    }
    Segment unwind = layout.unwindTable();
    boolean inUnwind = unwind != null && unwind.hasOffset(offset + from);
    int place = from + (int) (-(address + from) & Integer.BYTES - 1);
    for (; place + Integer.BYTES <= to; place += Integer.BYTES) {
      int value = int32(place);
      if (unwind != null && inUnwind) {
        add(place, FieldKind.UNWIND, value, unwind.address() + value, fields);
      } else if (isPointer(place, to)) {
        long pointer = LittleEndian.getLong(bytes, MARGIN + place);
        fields.add(place, FieldKind.ADDRESS, pointer, pointer);
        place += Integer.BYTES;
      } else if (value != 0) {
        long destination = address + place + value;
        long at = layout.offsetOf(destination);
        if (at >= 0 && layout.isCode(at)) {
          fields.add(place, FieldKind.DISTANCE, value, destination);
        }
      }
    }
  }

  /** Pointers of four bytes, and distances to code. What is aligned in memory only. */
  private void shortData(int from, int to, Fields fields) {
    int place = from + (int) (-(address + from) & Integer.BYTES - 1);
    Segment segment = layout.segmentAt(offset + from);
    boolean hasPointers = segment != null && !layout.isConstant(segment);
    for (; place + Integer.BYTES <= to; place += Integer.BYTES) {
      int value = int32(place);
      long pointer = Integer.toUnsignedLong(value);
      if (hasPointers && pointer >= LEAST_ADDRESS && layout.hasAddress(pointer)) {
        fields.add(place, FieldKind.SHORT_ADDRESS, value, pointer);
      } else if (value >>> 30 == 1 || value >>> 30 == 3) {
        boolean isShort = value >= 0;
        long destination = address + place + (isShort ? value << 1 >> 1 : value);
        long at = layout.offsetOf(destination);
        if (at >= 0 && layout.isCode(at)) {
          FieldKind kind = isShort ? FieldKind.SHORT_DISTANCE : FieldKind.DISTANCE;
          fields.add(place, kind, value, destination);
        }
      }
    }
  }

  /**
   * Pointers, and offsets of four bytes: within the types' data where that can be, else of code.
   */
  private void types(GoTables go, int from, int to, Fields fields) {
    int place = from + (int) (-(address + from) & Integer.BYTES - 1);
    for (; place + Integer.BYTES <= to; place += Integer.BYTES) {
      int value = int32(place);
      if (isPointer(place, to)) {
        long pointer = LittleEndian.getLong(bytes, MARGIN + place);
        fields.add(place, FieldKind.ADDRESS, pointer, pointer);
        place += Integer.BYTES;
      } else if (value >= LEAST_ADDRESS) {
        if (go.isType(go.types() + value)) {
          fields.add(place, FieldKind.GO_TYPE, value, go.types() + value, go.types(), 1);
        } else if (layout.isCode(go.code() + value)) {
          fields.add(place, FieldKind.GO_METHOD, value, go.code() + value, go.code(), 1);
        }
      }
    }
  }

  private boolean isPointer(int place, int to) {
    if ((address + place & Long.BYTES - 1) != 0 || place + Long.BYTES > to) {
      return false;
    }
    long pointer = LittleEndian.getLong(bytes, MARGIN + place);
    return pointer >= LEAST_ADDRESS && layout.hasAddress(pointer);
  }
}
