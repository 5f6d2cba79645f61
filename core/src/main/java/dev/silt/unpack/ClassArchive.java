package dev.silt.unpack;

import dev.silt.io.ByteSource;
import dev.silt.io.Leb128;
import dev.silt.io.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A class archive of a Java virtual machine (CDS, {@code classes.jsa}). It has no members; its
 * skeleton is as long as the file and a little longer: the file with zeros where its hash tables
 * and its maps of addresses are, which follow from the rest, and behind it what they do not follow
 * from. What is loaded stands at the same distance from each other as in the file, so that
 * addresses can be relocated. Stateless.
 */
final class ClassArchive {

  /** First bytes of a skeleton, which no file is likely to begin with. */
  private static final long MAGIC = SkeletonColumn.CLASSES | 0x736463L << Byte.SIZE; // "cds"

  private static final int FILE_MAGIC = 0xf00baba2;
  static final int HEADER_LENGTH = 32;
  private static final int BUFFER_LENGTH = 1 << 16;

  /** Bytes of what stands behind the file, at most. */
  private static final int MAX_TRAILER = 4 << 20;

  private ClassArchive() {}

  static boolean isLikely(byte[] magic) {
    return LittleEndian.getInt(magic, 0) == FILE_MAGIC;
  }

  /**
   * The skeleton of a file, whose bytes are read when they are asked for.
   *
   * @param file the file
   * @param layout where its parts are
   * @return the skeleton; heap: what stands in the place of the maps, and behind the file
   * @throws IrregularException if the parts are not there
   */
  static ByteSource skeleton(ByteSource file, ClassLayout layout)
      throws IOException, IrregularException {
    layout.check(file.length());
    PatchedSource body = new PatchedSource(file);
    Window window = new Window(file, BUFFER_LENGTH);
    ByteArrayOutputStream trailer = new ByteArrayOutputStream();
    for (long number : layout.numbers()) {
      Leb128.write(trailer, number);
    }
    List<ClassTable> tables = new ArrayList<>();
    for (ClassLayout.HashTable place : layout.tables()) {
      tables.add(ClassTable.read(window, place));
      body.clear(place.offset(), place.bucketsEnd());
      body.clear(place.entries(), place.end());
    }
    Window symbols = new Window(body, BUFFER_LENGTH);
    for (ClassTable table : tables) {
      table.write(symbols, layout, trailer);
    }
    if (trailer.size() > MAX_TRAILER) {
      throw IrregularException.tooMuch("tables of a class archive");
    }
    changeBitmaps(body, layout);
    byte[] header = new byte[HEADER_LENGTH];
    LittleEndian.putLong(header, 0, MAGIC);
    LittleEndian.putLong(header, 8, layout.origin());
    LittleEndian.putLong(header, 16, layout.end());
    LittleEndian.putLong(header, 24, trailer.size());
    return ByteSource.concat(
        List.of(ByteSource.of(header), body, ByteSource.of(trailer.toByteArray())));
  }

  private static void changeBitmaps(PatchedSource body, ClassLayout layout) throws IOException {
    long span = layout.end() - layout.origin();
    PointerBits bits = PointerBits.of(body, 0, layout.end(), span);
    for (ClassLayout.Bitmap bitmap : layout.bitmaps()) {
      byte[] bytes = new byte[bitmap.length()];
      body.readFully(bitmap.offset(), bytes, 0, bytes.length);
      bits.change(bytes, bytes.length, bitmap.firstWord());
      body.put(bitmap.offset(), bytes);
    }
  }

  static void render(ByteSource skeleton, MemberStreams members, OutputStream out)
      throws IOException {
    byte[] header = new byte[HEADER_LENGTH];
    if (members.count() != 0 || skeleton.length() < HEADER_LENGTH) {
      throw ColumnCursor.corrupt("a class archive has no members");
    }
    skeleton.readFully(0, header, 0, header.length);
    long trailerLength = LittleEndian.getLong(header, 24);
    long length = skeleton.length() - HEADER_LENGTH - trailerLength;
    if (LittleEndian.getLong(header, 0) != MAGIC
        || trailerLength < 0
        || trailerLength > MAX_TRAILER
        || length < 0) {
      throw ColumnCursor.corrupt("a class archive has another header");
    }
    ByteSource body = skeleton.slice(HEADER_LENGTH, length);
    ColumnCursor in = new ColumnCursor(skeleton, HEADER_LENGTH + length, skeleton.length());
    ClassLayout layout = ClassLayout.read(in::number);
    layout.check(length);
    if (LittleEndian.getLong(header, 8) != layout.origin()
        || LittleEndian.getLong(header, 16) != layout.end()) {
      throw ColumnCursor.corrupt("a class archive has two layouts");
    }
    PatchedSource file = new PatchedSource(body);
    Window window = new Window(body, BUFFER_LENGTH);
    List<ClassTable> tables = new ArrayList<>();
    for (ClassLayout.HashTable place : layout.tables()) {
      tables.add(ClassTable.read(in, place, window, layout));
    }
    in.expectEnd();
    changeBitmaps(file, layout);
    for (int i = 0; i < tables.size(); i++) {
      file.put(layout.tables().get(i).offset(), tables.get(i).buckets());
      file.put(layout.tables().get(i).entries(), tables.get(i).entries());
    }
    copy(file, out);
  }

  static void copy(ByteSource source, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_LENGTH];
    int n;
    for (long done = 0; (n = source.read(done, buffer, 0, buffer.length)) > 0; done += n) {
      out.write(buffer, 0, n);
    }
  }
}
