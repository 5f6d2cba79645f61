package dev.silt.unpack;

import static dev.silt.unpack.SkeletonColumn.*;

import dev.silt.io.ByteSource;
import dev.silt.io.Leb128;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Makes a zip from its skeleton and its members' streams, front to back. Heap: 45 bytes an entry.
 * Not safe for several threads.
 */
final class ZipRenderer {

  private final ByteSource skeleton;
  private final MemberStreams members;
  private final ZipOutput out;
  private final Map<SkeletonColumn, ColumnCursor> columns = new EnumMap<>(SkeletonColumn.class);
  private final ColumnCursor head;
  private final int count;
  private final long shift;
  private final long[] offsets;
  private final long[] lengths;
  private final long[] plainLengths;
  private final int[] crcs;
  private final long[] names;
  private final int[] nameLengths;
  private final byte[] fixed;
  private int nextMember;

  private ZipRenderer(ByteSource skeleton, MemberStreams members, OutputStream out)
      throws IOException {
    this.skeleton = skeleton;
    this.members = members;
    this.out = new ZipOutput(out);
    this.head = new ColumnCursor(skeleton, 1, skeleton.length());
    this.count = head.number("number of entries", Zip.MAX_ENTRIES);
    this.shift = head.number();
    Map<SkeletonColumn, Long> columnLengths = new EnumMap<>(SkeletonColumn.class);
    for (SkeletonColumn column : SkeletonColumn.values()) {
      columnLengths.put(column, head.number());
    }
    long start = head.position();
    for (Map.Entry<SkeletonColumn, Long> column : columnLengths.entrySet()) {
      if (column.getValue() > skeleton.length() - start) {
        throw ColumnCursor.corrupt("columns are too long");
      }
      long end = start + column.getValue();
      columns.put(column.getKey(), new ColumnCursor(skeleton, start, end));
      start = end;
    }
    if (start != skeleton.length()) {
      throw ColumnCursor.corrupt("columns have another length");
    }
    // An entry takes a byte of its mask.
    if (count < 1 || column(LOCAL_MASKS).left() < count || column(CENTRAL_MASKS).left() < count) {
      throw ColumnCursor.corrupt("number of entries out of range");
    }
    offsets = new long[count];
    lengths = new long[count];
    plainLengths = new long[count];
    crcs = new int[count];
    names = new long[count];
    nameLengths = new int[count];
    fixed = new byte[10 * count];
  }

  /**
   * Makes a zip.
   *
   * @param skeleton its skeleton
   * @param members its members' streams
   * @param out where it goes
   */
  static void render(ByteSource skeleton, MemberStreams members, OutputStream out)
      throws IOException {
    new ZipRenderer(skeleton, members, out).render();
  }

  private ColumnCursor column(SkeletonColumn column) {
    ColumnCursor found = columns.get(column);
    if (found == null) {
      throw new IllegalArgumentException(column.name());
    }
    return found;
  }

  private void render() throws IOException {
    column(PREFIX).copy(column(PREFIX).left(), out);
    renderLocals();
    if (nextMember != members.count()) {
      throw ColumnCursor.corrupt("members are left over");
    }
    long start = out.position();
    renderCentral();
    long length = out.position() - start;
    renderTail(length, start - shift);
    out.flush();
    for (ColumnCursor cursor : columns.values()) {
      cursor.expectEnd();
    }
  }

  private void renderLocals() throws IOException {
    int lastForm = SIGNED_SHORT;
    for (int i = 0; i < count; i++) {
      int mask = column(LOCAL_MASKS).number("mask", 255);
      if ((mask & HAS_FIXED) != 0) {
        System.arraycopy(column(FIXED).bytes(FIXED_LENGTH), 0, fixed, 10 * i, FIXED_LENGTH);
      } else if (i > 0) {
        System.arraycopy(fixed, 10 * i - 10, fixed, 10 * i, FIXED_LENGTH);
      }
      if ((mask & HAS_TIME) != 0) {
        System.arraycopy(column(TIMES).bytes(4), 0, fixed, 10 * i + 6, 4);
      } else if (i > 0) {
        System.arraycopy(fixed, 10 * i - 4, fixed, 10 * i + 6, 4);
      }
      boolean described = (fixed[10 * i + 2] & Zip.DESCRIPTOR_FLAG) != 0;
      int form = described ? lastForm : NO_DESCRIPTOR;
      if ((mask & HAS_FORM) != 0) {
        form = column(FORMS).u8();
        if (form >= FORM_COUNT) {
          throw ColumnCursor.corrupt("form of a descriptor out of range");
        }
      }
      lastForm = described ? form : lastForm;
      renderLocal(i, mask, described, form);
    }
  }

  private void renderLocal(int i, int mask, boolean described, int form) throws IOException {
    boolean inside = (mask & HAS_DATA) != 0;
    int member = inside ? -1 : nextMember++;
    if (member >= members.count()) {
      throw ColumnCursor.corrupt("members are missing");
    }
    ColumnCursor data = column(DATA);
    lengths[i] = inside ? data.number() : members.stream(member).length();
    if ((mask & HAS_VALUES) != 0) {
      crcs[i] = column(VALUES).i32();
      plainLengths[i] = column(VALUES).number();
    } else if (inside) {
      throw ColumnCursor.corrupt("an entry has no lengths");
    } else {
      crcs[i] = members.crc(member);
      plainLengths[i] = members.plainLength(member);
    }
    offsets[i] = out.position();
    out.writeInt(Zip.LOCAL);
    out.write(fixed, 10 * i, 10);
    if ((mask & HAS_LOCAL_NUMBERS) != 0) {
      column(LOCAL_NUMBERS).copy(12, out);
    } else {
      out.writeInt(described ? 0 : crcs[i]);
      out.writeInt(described ? 0 : (int) lengths[i]);
      out.writeInt(described ? 0 : (int) plainLengths[i]);
    }
    ColumnCursor name = column(NAMES);
    nameLengths[i] = name.number("length of a name", 0xffff);
    names[i] = name.position();
    int extraLength = 0;
    if ((mask & HAS_LOCAL_EXTRA) != 0) {
      extraLength = column(LOCAL_EXTRAS).number("length of an extra field", 0xffff);
    }
    out.writeShort(nameLengths[i]);
    out.writeShort(extraLength);
    name.copy(nameLengths[i], out);
    column(LOCAL_EXTRAS).copy(extraLength, out);
    if (inside) {
      data.copy(lengths[i], out);
    } else {
      out.copy(members.stream(member));
    }
    renderDescriptor(i, form);
    if ((mask & HAS_GAP) != 0) {
      column(GAPS).copy(column(GAPS).number(), out);
    }
  }

  private void renderDescriptor(int i, int form) throws IOException {
    if (form == NO_DESCRIPTOR) {
      return;
    }
    if (form == SIGNED_SHORT || form == SIGNED_LONG) {
      out.writeInt(Zip.DESCRIPTOR);
    }
    out.writeInt(crcs[i]);
    for (long length : new long[] {lengths[i], plainLengths[i]}) {
      out.writeInt((int) length);
      if (form == LONG || form == SIGNED_LONG) {
        out.writeInt((int) (length >>> Integer.SIZE));
      }
    }
  }

  private void renderCentral() throws IOException {
    byte[] record = new byte[RECORD_LENGTH];
    boolean inOrder = column(ORDER).left() == 0;
    ColumnCursor allNames = new ColumnCursor(skeleton, 0, skeleton.length());
    long entry = -1;
    for (int k = 0; k < count; k++) {
      entry += 1 + (inOrder ? 0 : Leb128.unzigzag(column(ORDER).number()));
      if (entry < 0 || entry >= count) {
        throw ColumnCursor.corrupt("entry of the directory out of range");
      }
      int i = (int) entry;
      int mask = column(CENTRAL_MASKS).number("mask", 15);
      if ((mask & HAS_RECORD) != 0) {
        record = column(RECORDS).bytes(RECORD_LENGTH);
      }
      byte[] own = Arrays.copyOf(record, 12);
      for (int b = 0; b < 10; b++) {
        own[2 + b] ^= fixed[10 * i + b];
      }
      out.writeInt(Zip.CENTRAL);
      out.write(own);
      boolean given = (mask & HAS_CENTRAL_NUMBERS) != 0;
      if (given) {
        column(CENTRAL_NUMBERS).copy(12, out);
      } else {
        out.writeInt(crcs[i]);
        out.writeInt((int) lengths[i]);
        out.writeInt((int) plainLengths[i]);
      }
      ColumnCursor extras = column(CENTRAL_EXTRAS);
      ColumnCursor comments = column(COMMENTS);
      boolean hasExtra = (mask & HAS_CENTRAL_EXTRA) != 0;
      boolean hasComment = (mask & HAS_COMMENT) != 0;
      int extraLength = hasExtra ? extras.number("length of an extra field", 0xffff) : 0;
      int commentLength = hasComment ? comments.number("length of a comment", 0xffff) : 0;
      out.writeShort(nameLengths[i]);
      out.writeShort(extraLength);
      out.writeShort(commentLength);
      out.write(record, 12, 8);
      if (given) {
        column(CENTRAL_NUMBERS).copy(4, out);
      } else {
        out.writeInt((int) (offsets[i] - shift));
      }
      allNames.moveTo(names[i]);
      allNames.copy(nameLengths[i], out);
      extras.copy(extraLength, out);
      comments.copy(commentLength, out);
    }
  }

  private void renderTail(long centralLength, long centralOffset) throws IOException {
    ColumnCursor tail = column(TAIL);
    int follows = tail.u8();
    if (follows > 1 || tail.left() > Zip.MAX_OUTSIDE) {
      throw ColumnCursor.corrupt("tail out of range");
    }
    byte[] bytes = tail.bytes((int) tail.left());
    int index = ZipEnd.find(bytes);
    if (follows == 1) {
      if (index < 0) {
        throw ColumnCursor.corrupt("tail without an end record");
      }
      byte[] end = ZipEnd.of(count, centralLength, centralOffset);
      System.arraycopy(end, 0, bytes, index, end.length);
    }
    out.write(bytes);
  }
}
