package dev.silt.unpack;

import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * LLVM bitcode: a stream of fields that have any number of bits, so that the same records are other
 * bytes as soon as something in front of them has another length. It has no members; its skeleton
 * has each field in bytes of its own. What the records mean does not matter. Stateless.
 */
final class Bitcode {

  static final int MAGIC = 0xdec04342;

  /** Bytes of a file, which is in memory while it is made, at most. */
  static final int MAX_LENGTH = 8 << 20;

  /** Bytes of a file whose skeleton is made in memory. */
  static final int MAX_IN_MEMORY = 1 << 19;

  private static final int MAX_DEPTH = 16;
  private static final int MAX_ABBREVIATION = 256;

  /** Fields of all forms of records at most. */
  private static final int MAX_FIELDS = 1 << 16;

  private static final int END_BLOCK = 0;
  private static final int ENTER_BLOCK = 1;
  private static final int DEFINE = 2;
  private static final int UNABBREVIATED = 3;
  private static final int FIRST_DEFINED = 4;

  private static final int BLOCK_INFO = 0;
  private static final int SET_BLOCK = 1;
  private static final int NO_BLOCK = -1;

  private static final int FIXED = 1;
  private static final int CHUNKS = 2;
  private static final int ARRAY = 3;
  private static final int CHAR6 = 4;
  private static final int BLOB = 5;
  private static final int LITERAL = 8; // an encoding has three bits

  /** What a field is, and how many bits it has or which value. */
  private record Field(int encoding, long value) {}

  private final BitcodePort port;
  private final Map<Long, List<List<Field>>> known = new HashMap<>();

  private long fieldCount;

  private Bitcode(BitcodePort port) {
    this.port = port;
  }

  static boolean isLikely(byte[] magic) {
    return LittleEndian.getInt(magic, 0) == MAGIC;
  }

  /**
   * Writes the skeleton of a file.
   *
   * @param file begins like bitcode
   * @param out where it goes
   * @throws CorruptDataException if it is none
   */
  static void writeSkeleton(ByteSource file, OutputStream out) throws IOException {
    if (file.length() > MAX_LENGTH) {
      throw new CorruptDataException("bitcode is too long");
    }
    BitcodeReader reader = new BitcodeReader(file.readAll(), out);
    out.write(SkeletonColumn.BITCODE);
    new Bitcode(reader).all();
    reader.flush();
  }

  static byte[] skeleton(ByteSource file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) file.length());
    writeSkeleton(file, out);
    return out.toByteArray();
  }

  static void render(ByteSource skeleton, MemberStreams members, OutputStream out)
      throws IOException {
    if (members.count() != 0) {
      throw ColumnCursor.corrupt("bitcode has no members");
    }
    BitcodeWriter writer = new BitcodeWriter(new ColumnCursor(skeleton, 1, skeleton.length()));
    new Bitcode(writer).all();
    writer.writeTo(out);
  }

  private void all() throws IOException {
    while (port.hasMore()) {
      if (port.fixed(2) != ENTER_BLOCK) {
        throw port.wrong("a record outside of all blocks");
      }
      block(1);
    }
  }

  private void block(int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw port.wrong("blocks in blocks");
    }
    long id = port.chunks(8);
    long width = port.chunks(4);
    if (width < 2 || width > BitcodePort.MAX_WIDTH) {
      throw port.wrong("width of a block's records");
    }
    port.align();
    long begun = port.begin();
    List<List<Field>> common = known.getOrDefault(id, List.of());
    int commonCount = common.size();
    List<List<Field>> own = new ArrayList<>();
    long described = NO_BLOCK;
    for (long record = port.fixed((int) width);
        record != END_BLOCK;
        record = port.fixed((int) width)) {
      if (record == ENTER_BLOCK) {
        block(depth + 1);
      } else if (record == DEFINE && id == BLOCK_INFO) {
        known.computeIfAbsent(described, key -> new ArrayList<>()).add(abbreviation());
      } else if (record == DEFINE) {
        own.add(abbreviation());
      } else if (record == UNABBREVIATED) {
        long first = unabbreviated();
        described = first == NO_BLOCK ? described : first;
      } else {
        long number = record - FIRST_DEFINED;
        if (number >= commonCount + own.size()) {
          throw port.wrong("a record of no known form");
        }
        abbreviated(
            number < commonCount ? common.get((int) number) : own.get((int) number - commonCount));
      }
    }
    port.align();
    port.end(begun);
  }

  /** {@return the block that the records that follow describe, if this is the record for it} */
  private long unabbreviated() throws IOException {
    long code = port.chunks(6);
    long count = port.chunks(6);
    if (count < 0) {
      throw port.wrong("number of a record's fields");
    }
    long first = NO_BLOCK;
    for (long i = 0; i < count; i++) {
      long value = port.chunks(6);
      first = i == 0 && code == SET_BLOCK ? value : first;
    }
    return first;
  }

  private List<Field> abbreviation() throws IOException {
    long count = port.chunks(5);
    if (count < 1 || count > MAX_ABBREVIATION || (fieldCount += count) > MAX_FIELDS) {
      throw port.wrong("form of a record");
    }
    List<Field> fields = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      if (port.fixed(1) == 1) {
        fields.add(new Field(LITERAL, port.chunks(8)));
        continue;
      }
      int encoding = (int) port.fixed(3);
      long width = encoding == FIXED || encoding == CHUNKS ? port.chunks(5) : 0;
      boolean isChunk = encoding == CHUNKS && width == 1;
      if (encoding < FIXED || encoding > BLOB || width > BitcodePort.MAX_WIDTH || isChunk) {
        throw port.wrong("field of a record");
      }
      fields.add(new Field(encoding, width));
    }
    for (int i = 0; i < count; i++) {
      int encoding = fields.get(i).encoding();
      boolean isArray = encoding == ARRAY;
      boolean hasElement = i + 2 == count && isElement(fields.get(i + 1));
      if (isArray && !hasElement || encoding == BLOB && i + 1 != count) {
        throw port.wrong("array or blob of a record");
      }
    }
    fields.removeIf(field -> !takesBits(field)); // it is not in a record, and only costs time
    return fields;
  }

  private static boolean takesBits(Field field) {
    return switch (field.encoding()) {
      case FIXED, CHUNKS -> field.value() > 0;
      default -> field.encoding() != LITERAL;
    };
  }

  /** Of what takes no bits there could be any number. */
  private static boolean isElement(Field field) {
    return takesBits(field) && field.encoding() != ARRAY && field.encoding() != BLOB;
  }

  private void abbreviated(List<Field> fields) throws IOException {
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (field.encoding() == ARRAY) {
        Field element = fields.get(++i);
        long count = port.chunks(6);
        if (count < 0) {
          throw port.wrong("length of an array");
        }
        for (long left = count; left > 0; left--) {
          scalar(element);
        }
      } else if (field.encoding() == BLOB) {
        long count = port.chunks(6);
        port.align();
        port.bytes(count);
        port.align();
      } else {
        scalar(field);
      }
    }
  }

  private void scalar(Field field) throws IOException {
    switch (field.encoding()) {
      case FIXED -> port.fixed((int) field.value());
      case CHUNKS -> port.chunks((int) field.value());
      case CHAR6 -> port.char6();
      default -> throw port.wrong("field of a record");
    }
  }
}
