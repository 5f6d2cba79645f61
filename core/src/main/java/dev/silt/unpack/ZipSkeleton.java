package dev.silt.unpack;

import static dev.silt.unpack.SkeletonColumn.*;

import dev.silt.io.ByteSource;
import dev.silt.io.Leb128;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a zip's skeleton: all that is not members' streams, in columns, without what follows from
 * the streams. Heap: the skeleton, {@link Zip#MAX_OUTSIDE} at most. Not safe for several threads.
 */
final class ZipSkeleton {

  private static final int BUFFER_LENGTH = 1 << 12;

  private final ZipTable table;
  private final Window locals;
  private final Window centrals;
  private final @Nullable MemberValues values;
  private final Map<SkeletonColumn, PieceBuffer> columns = new EnumMap<>(SkeletonColumn.class);
  private byte[] lastFixed = new byte[FIXED_LENGTH];
  private int lastTime;
  private byte[] lastRecord = new byte[RECORD_LENGTH];
  private int lastForm = SIGNED_SHORT;

  private ZipSkeleton(ByteSource source, ZipTable table, @Nullable MemberValues values) {
    this.table = table;
    this.locals = new Window(source, BUFFER_LENGTH);
    this.centrals = new Window(source, BUFFER_LENGTH);
    this.values = values;
    for (SkeletonColumn column : SkeletonColumn.values()) {
      columns.put(column, new PieceBuffer());
    }
  }

  /**
   * Writes a skeleton.
   *
   * @param source the zip
   * @param table its entries
   * @param values what is known of the members without the zip; null if that is what it says
   * @param out where it goes
   */
  static void write(
      ByteSource source, ZipTable table, @Nullable MemberValues values, OutputStream out)
      throws IOException {
    ZipSkeleton skeleton = new ZipSkeleton(source, table, values);
    skeleton.collect();
    out.write(ZIP);
    Leb128.write(out, table.count);
    Leb128.write(out, table.shift);
    for (PieceBuffer column : skeleton.columns.values()) {
      Leb128.write(out, column.length());
    }
    for (PieceBuffer column : skeleton.columns.values()) {
      column.writeTo(out);
    }
  }

  private OutputStream column(SkeletonColumn column) {
    PieceBuffer found = columns.get(column);
    if (found == null) {
      throw new IllegalArgumentException(column.name());
    }
    return found;
  }

  private void collect() throws IOException {
    locals.copy(0, table.localOffsets[0], column(PREFIX));
    int member = 0;
    for (int i = 0; i < table.count; i++) {
      collectLocal(i, table.isMember[i] ? member++ : -1);
    }
    boolean inOrder = true;
    for (int i = 0; i < table.count; i++) {
      inOrder &= table.order[i] == i;
    }
    for (int i = 0, next = 0; i < table.count; i++) {
      if (!inOrder) {
        Leb128.write(column(ORDER), Leb128.zigzag((long) table.order[i] - next));
        next = table.order[i] + 1;
      }
      collectCentral(table.order[i]);
    }
    collectTail();
  }

  private void collectLocal(int entry, int member) throws IOException {
    long local = table.localOffsets[entry];
    int mask = 0;
    byte[] fixed = locals.bytes(local + 4, FIXED_LENGTH);
    if (!Arrays.equals(fixed, lastFixed)) {
      mask |= HAS_FIXED;
      column(FIXED).write(fixed);
      lastFixed = fixed;
    }
    int time = locals.i32(local + 10);
    if (time != lastTime) {
      mask |= HAS_TIME;
      column(TIMES).write(locals.bytes(local + 10, Integer.BYTES));
      lastTime = time;
    }
    int nameLength = locals.u16(local + 26);
    int extraLength = locals.u16(local + 28);
    int crc = table.crcs[entry];
    int length = (int) table.lengths[entry];
    int plainLength = (int) table.plainLengths[entry];
    boolean described = (locals.u16(local + 6) & Zip.DESCRIPTOR_FLAG) != 0;
    if (locals.i32(local + 14) != (described ? 0 : crc)
        || locals.i32(local + 18) != (described ? 0 : length)
        || locals.i32(local + 22) != (described ? 0 : plainLength)) {
      mask |= HAS_LOCAL_NUMBERS;
      locals.copy(local + 14, 12, column(LOCAL_NUMBERS));
    }
    Leb128.write(column(NAMES), nameLength);
    locals.copy(local + Zip.LOCAL_LENGTH, nameLength, column(NAMES));
    if (extraLength > 0) {
      mask |= HAS_LOCAL_EXTRA;
      copy(local + Zip.LOCAL_LENGTH + nameLength, extraLength, LOCAL_EXTRAS);
    }
    if (member < 0) {
      mask |= HAS_DATA;
      copy(table.dataOffsets[entry], table.lengths[entry], DATA);
    }
    if (member < 0
        || values != null
            && (values.crc(member) != crc
                || values.plainLength(member) != table.plainLengths[entry])) {
      mask |= HAS_VALUES;
      byte[] bytes = new byte[Integer.BYTES];
      LittleEndian.putInt(bytes, 0, crc);
      column(VALUES).write(bytes);
      Leb128.write(column(VALUES), table.plainLengths[entry]);
    }
    int form = form(entry);
    if (form != (described ? lastForm : NO_DESCRIPTOR)) {
      mask |= HAS_FORM;
      column(FORMS).write(form);
    }
    lastForm = described ? form : lastForm;
    long gap = table.dataEnd(entry) + descriptorLength(form);
    if (table.limit(entry) > gap) {
      mask |= HAS_GAP;
      copy(gap, table.limit(entry) - gap, GAPS);
    }
    Leb128.write(column(LOCAL_MASKS), mask);
  }

  private void copy(long offset, long length, SkeletonColumn column) throws IOException {
    Leb128.write(column(column), length);
    locals.copy(offset, length, column(column));
  }

  private int form(int entry) throws IOException {
    for (int form : new int[] {SIGNED_SHORT, SIGNED_LONG, SHORT, LONG}) {
      if (isDescriptor(entry, form)) {
        return form;
      }
    }
    return NO_DESCRIPTOR;
  }

  private boolean isDescriptor(int entry, int form) throws IOException {
    long at = table.dataEnd(entry);
    if (table.limit(entry) - at < descriptorLength(form)) {
      return false;
    }
    if (form == SIGNED_SHORT || form == SIGNED_LONG) {
      if (locals.i32(at) != Zip.DESCRIPTOR) {
        return false;
      }
      at += Integer.BYTES;
    }
    long length = table.lengths[entry];
    long plainLength = table.plainLengths[entry];
    if (locals.i32(at) != table.crcs[entry]) {
      return false;
    }
    return form == LONG || form == SIGNED_LONG
        ? locals.i64(at + 4) == length && locals.i64(at + 12) == plainLength
        : locals.i32(at + 4) == (int) length && locals.i32(at + 8) == (int) plainLength;
  }

  private void collectCentral(int entry) throws IOException {
    long local = table.localOffsets[entry];
    long record = table.centralOffsets[entry];
    int mask = 0;
    byte[] besides = new byte[RECORD_LENGTH];
    byte[] own = centrals.bytes(record + 4, 12);
    System.arraycopy(own, 0, besides, 0, own.length);
    for (int i = 0; i < 10; i++) {
      besides[2 + i] ^= (byte) locals.u8(local + 4 + i);
    }
    System.arraycopy(centrals.bytes(record + 34, 8), 0, besides, 12, 8);
    if (!Arrays.equals(besides, lastRecord)) {
      mask |= HAS_RECORD;
      column(RECORDS).write(besides);
      lastRecord = besides;
    }
    if (centrals.i32(record + 16) != table.crcs[entry]
        || centrals.i32(record + 20) != (int) table.lengths[entry]
        || centrals.i32(record + 24) != (int) table.plainLengths[entry]
        || centrals.i32(record + 42) != (int) (local - table.shift)) {
      mask |= HAS_CENTRAL_NUMBERS;
      centrals.copy(record + 16, 12, column(CENTRAL_NUMBERS));
      centrals.copy(record + 42, 4, column(CENTRAL_NUMBERS));
    }
    long extra = record + Zip.CENTRAL_LENGTH + centrals.u16(record + 28);
    int extraLength = centrals.u16(record + 30);
    int commentLength = centrals.u16(record + 32);
    if (extraLength > 0) {
      mask |= HAS_CENTRAL_EXTRA;
      Leb128.write(column(CENTRAL_EXTRAS), extraLength);
      centrals.copy(extra, extraLength, column(CENTRAL_EXTRAS));
    }
    if (commentLength > 0) {
      mask |= HAS_COMMENT;
      Leb128.write(column(COMMENTS), commentLength);
      centrals.copy(extra + extraLength, commentLength, column(COMMENTS));
    }
    Leb128.write(column(CENTRAL_MASKS), mask);
  }

  /**
   * What follows from the rest is zeros in the end record; if it does not follow the record is kept
   * as it is.
   */
  private void collectTail() throws IOException {
    byte[] tail =
        centrals.bytes(table.centralEnd, Math.toIntExact(centrals.length() - table.centralEnd));
    byte[] ends = ZipEnd.of(table);
    int neutral = ZipEnd.find(tail);
    boolean follows = neutral >= 0;
    for (int i = 0; follows && i < ZipEnd.LENGTH; i++) {
      follows = tail[neutral + i] == ends[i];
    }
    column(TAIL).write(follows ? 1 : 0);
    if (follows) {
      Arrays.fill(tail, neutral, neutral + ZipEnd.LENGTH, (byte) 0);
    }
    column(TAIL).write(tail);
  }
}
