package dev.silt.unpack;

import dev.silt.io.ByteSource;
import dev.silt.io.Leb128;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A jimage file: the {@code modules} of a Java runtime. Its resources, as they are, are the
 * members; the skeleton has their names and lengths. All that a lookup goes by, the hash tables and
 * the locations in their order, follows from these, and changes all over if one resource comes or
 * goes. Stateless.
 */
final class Jimage {

  /** Bytes of a file that is seen through behind the last resource, at most. */
  private static final int MAX_TAIL = 1 << 16;

  /** Resources of such a file, at most. */
  private static final int MAX_COUNT = 1 << 16;

  /** Bytes of its strings, at most, and of its locations. */
  private static final int MAX_PART = 2 << 20;

  private static final int MAX_PADDING = 7;
  private static final int MAX_SKELETON = 3 * MAX_PART;

  private static final int COLUMNS = JimageTable.STRINGS + 2;
  private static final int KIND_SHIFT = 3;
  private static final int BUFFER_LENGTH = 1 << 14;

  private Jimage() {}

  static boolean isLikely(byte[] magic) {
    return LittleEndian.getInt(magic, 0) == JimageIndex.MAGIC;
  }

  /** {@return where the resources begin} */
  static long indexLength(ByteSource source) throws IOException {
    Window window = new Window(source, JimageIndex.HEADER_LENGTH);
    return JimageIndex.HEADER_LENGTH
        + 2L * Integer.BYTES * window.u32(16)
        + window.u32(20)
        + window.u32(24);
  }

  /**
   * Reads an index.
   *
   * @param source the file
   * @return what it says
   * @throws IrregularException if the index does not follow from that
   */
  static JimageTable read(ByteSource source) throws IOException, IrregularException {
    Window window = new Window(source, BUFFER_LENGTH);
    long count = window.u32(12);
    long slotCount = window.u32(16);
    long locationsLength = window.u32(20);
    long stringsLength = window.u32(24);
    if (window.i32(0) != JimageIndex.MAGIC || count == 0 || count > slotCount) {
      throw new IrregularException("no jimage header");
    }
    if (slotCount > MAX_COUNT || locationsLength > MAX_PART || stringsLength > MAX_PART) {
      throw IrregularException.tooMuch("index of a jimage file");
    }
    long locations = JimageIndex.HEADER_LENGTH + 2L * Integer.BYTES * slotCount;
    long end = locations + locationsLength + stringsLength;
    if (end > source.length()) {
      throw new IrregularException("jimage index");
    }
    byte[] index = new byte[(int) end];
    source.readFully(0, index, 0, index.length);
    JimageTable table = new Locations(index, (int) count, (int) slotCount, (int) locations).read();
    if (!Arrays.equals(JimageIndex.of(table), index)) {
      throw new IrregularException("jimage index");
    }
    long left = source.length() - end;
    for (int i = 0; i < count; i++) {
      left -= table.length(i);
      if (left < 0) {
        throw new IrregularException("jimage resource");
      }
    }
    if (left > MAX_TAIL) {
      throw IrregularException.tooMuch("end of a jimage file");
    }
    return table;
  }

  /** Reads the locations of an index. */
  private static final class Locations {
    private final byte[] index;
    private final int count;
    private final int slotCount;
    private final int start;
    private final int stringsStart;
    private final long[][] values; // of each slot: strings, then offset, compressed, plain
    private int last;

    Locations(byte[] index, int count, int slotCount, int start) {
      this.index = index;
      this.count = count;
      this.slotCount = slotCount;
      this.start = start;
      this.stringsStart = start + LittleEndian.getInt(index, 20);
      this.values = new long[JimageIndex.PLAIN + 1][slotCount];
    }

    JimageTable read() throws IrregularException {
      Integer[] order = new Integer[count];
      int found = 0;
      for (int slot = 0; slot < slotCount; slot++) {
        int entry = JimageIndex.HEADER_LENGTH + Integer.BYTES * (slotCount + slot);
        int at = LittleEndian.getInt(index, entry);
        if (at < 0 || at >= stringsStart - start) {
          throw new IrregularException("jimage location");
        }
        if (at > 0 && found++ < count) {
          order[found - 1] = slot;
          location(slot, start + at);
        }
      }
      if (found != count) {
        throw new IrregularException("jimage slots");
      }
      Arrays.sort(order, this::compare);
      JimageTable table =
          new JimageTable(
              LittleEndian.getInt(index, 4),
              LittleEndian.getInt(index, 8),
              count,
              slotCount,
              Math.max(0, Math.min(stringsStart - last, MAX_PADDING)),
              Arrays.copyOfRange(index, stringsStart, index.length));
      for (int i = 0; i < count; i++) {
        int slot = order[i];
        for (int kind = 0; kind < JimageTable.STRINGS; kind++) {
          long string = values[kind + 1][slot];
          if (string < 0 || string >= table.strings.length) {
            throw new IrregularException("jimage string");
          }
          table.names[kind][i] = (int) string;
        }
        table.compressedLengths[i] = values[JimageIndex.COMPRESSED][slot];
        table.plainLengths[i] = values[JimageIndex.PLAIN][slot];
        if (table.compressedLengths[i] < 0 || table.plainLengths[i] < 0) {
          throw new IrregularException("jimage length");
        }
      }
      return table;
    }

    private void location(int slot, int from) throws IrregularException {
      int at = from;
      while (at < stringsStart && index[at] >>> KIND_SHIFT != 0) {
        int kind = (index[at] & 0xff) >>> KIND_SHIFT;
        int length = (index[at] & (1 << KIND_SHIFT) - 1) + 1;
        if (kind > JimageIndex.PLAIN || length >= stringsStart - at) {
          throw new IrregularException("jimage attribute");
        }
        long value = 0;
        for (int i = 1; i <= length; i++) {
          value = value << Byte.SIZE | index[at + i] & 0xff;
        }
        values[kind][slot] = value;
        at += 1 + length;
      }
      last = Math.max(last, at + 1);
    }

    /** By offset; what has no bytes stands before what begins where it does. */
    private int compare(int a, int b) {
      int byOffset = Long.compare(values[JimageIndex.OFFSET][a], values[JimageIndex.OFFSET][b]);
      return byOffset != 0 ? byOffset : Integer.compare(bytes(a), bytes(b));
    }

    private int bytes(int slot) {
      return values[JimageIndex.COMPRESSED][slot] + values[JimageIndex.PLAIN][slot] == 0 ? 0 : 1;
    }
  }

  /** Adds the members: the resources that have bytes. Reads all of the file. */
  static void addMembers(ByteSource source, MemberTable members)
      throws IOException, IrregularException {
    JimageTable table = read(source);
    byte[] buffer = new byte[BUFFER_LENGTH];
    CRC32 crc = new CRC32();
    long offset = indexLength(source);
    for (int i = 0; i < table.count; i++) {
      long length = table.length(i);
      if (length == 0) {
        continue;
      }
      crc.reset();
      for (long done = 0; done < length; ) {
        int n = (int) Math.min(buffer.length, length - done);
        source.readFully(offset + done, buffer, 0, n);
        crc.update(buffer, 0, n);
        done += n;
      }
      members.add(offset, length, length, (int) crc.getValue(), false);
      offset += length;
    }
  }

  /** {@return the names of the members, as paths below the file: without a slash in front} */
  static byte[][] names(JimageTable table) {
    byte[][] names = new byte[table.memberCount()][];
    int member = 0;
    for (int i = 0; i < table.count; i++) {
      if (table.length(i) > 0) {
        byte[] name = table.name(i);
        int from = name.length > 0 && name[0] == '/' ? 1 : 0;
        names[member++] = Arrays.copyOfRange(name, from, name.length);
      }
    }
    return names;
  }

  static void writeSkeleton(ByteSource source, JimageTable table, OutputStream out)
      throws IOException {
    PieceBuffer[] columns = new PieceBuffer[COLUMNS];
    long end = indexLength(source);
    for (int k = 0; k < COLUMNS; k++) {
      columns[k] = new PieceBuffer();
    }
    for (int i = 0; i < table.count; i++) {
      for (int kind = 0; kind < JimageTable.STRINGS; kind++) {
        int[] strings = table.names[kind];
        long step = (long) strings[i] - (i == 0 ? 0 : strings[i - 1]);
        Leb128.write(columns[kind], Leb128.zigzag(step));
      }
      Leb128.write(columns[JimageTable.STRINGS], table.compressedLengths[i]);
      Leb128.write(columns[JimageTable.STRINGS + 1], table.plainLengths[i]);
      end += table.length(i);
    }
    ZipOutput skeleton = new ZipOutput(out);
    skeleton.write(SkeletonColumn.JIMAGE);
    skeleton.writeInt(table.version);
    skeleton.writeInt(table.flags);
    int tail = (int) (source.length() - end);
    for (long number :
        new long[] {table.count, table.slotCount, table.padding, table.strings.length, tail}) {
      Leb128.write(skeleton, number);
    }
    for (PieceBuffer column : columns) {
      Leb128.write(skeleton, column.length());
    }
    for (PieceBuffer column : columns) {
      column.writeTo(skeleton);
    }
    skeleton.write(table.strings);
    skeleton.copy(source.slice(end, tail));
    skeleton.flush();
  }

  static void render(ByteSource skeleton, MemberStreams members, OutputStream out)
      throws IOException {
    if (skeleton.length() > MAX_SKELETON) {
      throw ColumnCursor.corrupt("a jimage file has too much of an index");
    }
    ColumnCursor in = new ColumnCursor(skeleton, 1, skeleton.length());
    int version = in.i32();
    int flags = in.i32();
    int count = in.number("resources", MAX_COUNT);
    int slotCount = in.number("slots", MAX_COUNT);
    int padding = in.number("padding", MAX_PADDING);
    int stringsLength = in.number("strings", MAX_PART);
    int tailLength = in.number("tail", MAX_TAIL);
    long[] lengths = new long[COLUMNS];
    for (int k = 0; k < COLUMNS; k++) {
      lengths[k] = in.number("column", MAX_SKELETON);
    }
    long start = in.position();
    ColumnCursor[] columns = new ColumnCursor[COLUMNS];
    for (int k = 0; k < COLUMNS; k++) {
      if (lengths[k] > skeleton.length() - start) {
        throw ColumnCursor.corrupt("column ends early");
      }
      columns[k] = new ColumnCursor(skeleton, start, start + lengths[k]);
      start += lengths[k];
    }
    in.moveTo(start);
    if (count == 0 || count > slotCount) {
      throw ColumnCursor.corrupt("a jimage file has too few slots");
    }
    byte[] strings = in.bytes(stringsLength);
    JimageTable table = new JimageTable(version, flags, count, slotCount, padding, strings);
    readColumns(table, columns);
    if (table.memberCount() != members.count()) {
      throw ColumnCursor.corrupt("a jimage file of other members");
    }
    ZipOutput counted = new ZipOutput(out);
    try {
      counted.write(JimageIndex.of(table));
    } catch (IrregularException e) {
      throw ColumnCursor.corrupt("an index that a jimage file cannot have");
    }
    int member = 0;
    for (int i = 0; i < count; i++) {
      if (table.length(i) > 0) {
        ByteSource stream = members.stream(member++);
        if (stream.length() != table.length(i)) {
          throw ColumnCursor.corrupt("a resource of another length");
        }
        counted.copy(stream);
      }
    }
    in.copy(tailLength, counted);
    in.expectEnd();
    counted.flush();
  }

  private static void readColumns(JimageTable table, ColumnCursor[] columns) throws IOException {
    for (int i = 0; i < table.count; i++) {
      for (int kind = 0; kind < JimageTable.STRINGS; kind++) {
        long step = Leb128.unzigzag(columns[kind].number());
        long string = step + (i == 0 ? 0 : table.names[kind][i - 1]);
        if (string < 0 || string >= table.strings.length) {
          throw ColumnCursor.corrupt("string out of range");
        }
        table.names[kind][i] = (int) string;
      }
      table.compressedLengths[i] = columns[JimageTable.STRINGS].number();
      table.plainLengths[i] = columns[JimageTable.STRINGS + 1].number();
    }
    for (ColumnCursor column : columns) {
      column.expectEnd();
    }
  }
}
