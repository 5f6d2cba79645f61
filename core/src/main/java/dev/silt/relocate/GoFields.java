package dev.silt.relocate;

import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import java.io.IOException;

/**
 * Fields of a Go program's table of functions: offsets of code, and offsets within the table. A
 * function's record may begin in a block before. Not safe for several threads.
 */
final class GoFields {

  private static final int INDEX = 4;

  /** Counters, and references to data, of one function at most. */
  private static final int MAX_COUNT = 64;

  private final ByteSource base;
  private final GoTables go;
  private final byte[] entry = new byte[2 * GoTables.ENTRY_LENGTH];
  private final byte[] record = new byte[GoTables.RECORD_LENGTH + 2 * MAX_COUNT * INDEX];

  GoFields(ByteSource base, GoTables go) {
    this.base = base;
    this.go = go;
  }

  /** Finds the fields of a part of a block, between two offsets in the file. */
  void find(FieldFinder block, long from, long to, Fields fields) throws IOException {
    if (from < go.files()) {
      units(block, from, to, fields);
    } else if (from < go.records()) {
      entries(block, from, to, fields);
    } else {
      records(block, from, to, fields);
    }
  }

  private void units(FieldFinder block, long from, long to, Fields fields) {
    for (long at = from + (-(from - go.units()) & INDEX - 1); at + INDEX <= to; at += INDEX) {
      int value = block.int32((int) (at - block.offset()));
      if (value != -1) {
        add(block, at, to, FieldKind.GO_OFFSET, value, go.files(), 1, fields);
      }
    }
  }

  private void entries(FieldFinder block, long from, long to, Fields fields) {
    for (long at = from + (-(from - go.functions()) & INDEX - 1); at + INDEX <= to; at += INDEX) {
      int value = block.int32((int) (at - block.offset()));
      boolean isCode = (at - go.functions() & GoTables.ENTRY_LENGTH - 1) == 0;
      FieldKind kind = isCode ? FieldKind.GO_CODE : FieldKind.GO_OFFSET;
      add(block, at, to, kind, value, isCode ? go.code() : go.functions(), 1, fields);
    }
  }

  private void records(FieldFinder block, long from, long to, Fields fields) throws IOException {
    long least = 0;
    for (long i = first(from); i < go.functionCount(); i++) {
      long start = recordOffset(i);
      if (start >= to || start < least) {
        break;
      }
      least = start + GoTables.RECORD_LENGTH;
      record(block, start, from, to, fields);
    }
  }

  /** The last function whose record begins at or before an offset, by bisection; else 0. */
  private long first(long offset) throws IOException {
    long low = 0;
    long high = go.functionCount();
    while (high - low > 1) {
      long middle = low + high >>> 1;
      if (recordOffset(middle) <= offset) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long recordOffset(long function) throws IOException {
    base.readFully(go.functions() + function * GoTables.ENTRY_LENGTH, entry, 0, 8);
    return go.functions() + Integer.toUnsignedLong(LittleEndian.getInt(entry, 4));
  }

  private void record(FieldFinder block, long start, long from, long to, Fields fields)
      throws IOException {
    int length = (int) Math.min(record.length, go.end() - start);
    if (length < GoTables.RECORD_LENGTH) {
      return;
    }
    base.readFully(start, record, 0, length);
    int counterCount = LittleEndian.getInt(record, 28);
    int dataCount = record[43] & 0xff;
    field(block, start, 0, from, to, FieldKind.GO_CODE, go.code(), 1, fields);
    field(block, start, 4, from, to, FieldKind.GO_OFFSET, go.names(), 1, fields);
    for (int at = 16; at < 28; at += INDEX) {
      field(block, start, at, from, to, FieldKind.GO_OFFSET, go.counters(), 1, fields);
    }
    field(block, start, 32, from, to, FieldKind.GO_OFFSET, go.units(), INDEX, fields);
    if (counterCount < 0 || counterCount > MAX_COUNT || dataCount > MAX_COUNT) {
      return;
    }
    int at = GoTables.RECORD_LENGTH;
    for (int i = 0; i < counterCount; i++, at += INDEX) {
      field(block, start, at, from, to, FieldKind.GO_OFFSET, go.counters(), 1, fields);
    }
    for (int i = 0; i < dataCount && go.data() >= 0; i++, at += INDEX) {
      field(block, start, at, from, to, FieldKind.GO_DATA, go.data(), 1, fields);
    }
  }

  private void field(
      FieldFinder block,
      long start,
      int at,
      long from,
      long to,
      FieldKind kind,
      long origin,
      int unit,
      Fields fields) {
    int value = LittleEndian.getInt(record, at);
    boolean none = value == 0 && kind == FieldKind.GO_OFFSET && at != 4 || value == -1;
    if (start + at >= from && !none && start + at + INDEX <= go.end()) {
      add(block, start + at, to, kind, value, origin, unit, fields);
    }
  }

  private void add(
      FieldFinder block,
      long at,
      long to,
      FieldKind kind,
      int value,
      long origin,
      int unit,
      Fields fields) {
    if (at + INDEX <= to) {
      long destination = origin + Integer.toUnsignedLong(value) * unit;
      fields.add((int) (at - block.offset()), kind, value, destination, origin, unit);
    }
  }
}
