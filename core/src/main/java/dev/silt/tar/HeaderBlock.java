package dev.silt.tar;

import static dev.silt.tar.HeaderField.BLOCK;

import dev.silt.error.CorruptDataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One header block, its fields read as Go's archive/tar reads them. */
final class HeaderBlock {

  private static final byte[] USTAR = ascii("ustar\0");
  private static final byte[] GNU = ascii("ustar  \0");
  private static final byte[] STAR_TRAILER = ascii("tar\0");
  private static final int STAR_PREFIX_LENGTH = 131;

  /** Which tool family's layout the magic shows. */
  enum Kind {
    V7,
    USTAR,
    STAR,
    GNU
  }

  private final byte[] bytes;
  private final int offset;
  private final long position;
  private final Kind kind;

  private HeaderBlock(byte[] bytes, int offset, long position) {
    this.bytes = bytes;
    this.offset = offset;
    this.position = position;
    this.kind = kind(bytes, offset);
  }

  /**
   * Looks at a block and checks its sum.
   *
   * @param bytes holds it
   * @param offset where it begins there
   * @param position where it begins in the tar stream, for messages
   * @return a view of it
   * @throws CorruptDataException if its checksum is wrong
   */
  static HeaderBlock of(byte[] bytes, int offset, long position) throws CorruptDataException {
    HeaderBlock block = new HeaderBlock(bytes, offset, position);
    long expected = block.octal(HeaderField.CHECKSUM);
    if (expected != Checksum.unsigned(bytes, offset)
        && expected != Checksum.signed(bytes, offset)) {
      throw new CorruptDataException(
          "tar header checksum: expected="
              + expected
              + ", actual="
              + Checksum.unsigned(bytes, offset)
              + ", offset="
              + position
              + "; not a tar archive, or damaged");
    }
    return block;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Kind kind(byte[] bytes, int offset) {
    int magic = offset + HeaderField.MAGIC.offset;
    if (Arrays.equals(bytes, magic, magic + 6, USTAR, 0, 6)) {
      boolean star = Arrays.equals(bytes, offset + BLOCK - 4, offset + BLOCK, STAR_TRAILER, 0, 4);
      return star ? Kind.STAR : Kind.USTAR;
    }
    return Arrays.equals(bytes, magic, magic + 8, GNU, 0, 8) ? Kind.GNU : Kind.V7;
  }

  Kind kind() {
    return kind;
  }

  byte type() {
    return bytes[offset + HeaderField.TYPE_OFFSET];
  }

  /** {@return the bytes of a field up to the first NUL} */
  byte[] text(HeaderField field) {
    return text(offset + field.offset, field.length);
  }

  private byte[] text(int from, int length) {
    int end = PaxRecords.indexOf(bytes, from, from + length, (byte) 0);
    int to = end < 0 ? from + length : end;
    return from == to ? TarEntry.NO_BYTES : Arrays.copyOfRange(bytes, from, to);
  }

  /** {@return the name with its prefix} */
  byte[] path() {
    byte[] name = text(HeaderField.NAME);
    byte[] prefix = prefix();
    if (prefix.length == 0) {
      return name;
    }
    byte[] path = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
    path[prefix.length] = '/';
    System.arraycopy(name, 0, path, prefix.length + 1, name.length);
    return path;
  }

  private byte[] prefix() {
    int from = offset + HeaderField.TAIL.offset;
    return switch (kind) {
      case V7 -> TarEntry.NO_BYTES;
      case USTAR -> text(from, HeaderField.PREFIX_LENGTH);
      case STAR -> text(from, STAR_PREFIX_LENGTH);
      case GNU -> buggyPrefix(from);
    };
  }

  /** Go before 1.8 wrote a prefix over GNU's two times; its reader still takes one for that. */
  private byte[] buggyPrefix(int from) {
    if (isTime(from) && isTime(from + 12)) {
      return TarEntry.NO_BYTES;
    }
    byte[] prefix = text(from, HeaderField.PREFIX_LENGTH);
    for (byte b : prefix) {
      if (b < 0) {
        return TarEntry.NO_BYTES;
      }
    }
    return prefix;
  }

  private boolean isTime(int from) {
    return bytes[from] == 0 || HeaderNumber.parse(bytes, from, 12) != HeaderNumber.MALFORMED;
  }

  /**
   * @param field holds a number
   * @return it, octal or base-256
   * @throws CorruptDataException if it is neither, or has more than 63 bits
   */
  long number(HeaderField field) throws CorruptDataException {
    return checked(field, HeaderNumber.parse(bytes, offset + field.offset, field.length));
  }

  private long octal(HeaderField field) throws CorruptDataException {
    return checked(field, HeaderNumber.parseOctal(bytes, offset + field.offset, field.length));
  }

  private long checked(HeaderField field, long value) throws CorruptDataException {
    if (value == HeaderNumber.MALFORMED) {
      throw error("malformed number in " + field);
    }
    return value;
  }

  /**
   * @param limit largest that is believable
   * @return the size field
   * @throws CorruptDataException if it is negative or more
   */
  long size(long limit) throws CorruptDataException {
    long size = number(HeaderField.SIZE);
    if (size < 0 || size > limit) {
      throw error("size out of range: actual=" + size);
    }
    return size;
  }

  /** {@return whether a GNU sparse map goes on in the next block} */
  boolean isSparseExtended() {
    return kind == Kind.GNU && type() == 'S' && bytes[offset + 482] != 0;
  }

  /** {@return the expanded size of an old GNU sparse file} */
  long sparseRealSize() throws CorruptDataException {
    long size = HeaderNumber.parse(bytes, offset + 483, 12);
    if (size < 0) {
      throw error("malformed sparse size");
    }
    return size;
  }

  /** {@return an exception that says where this block is} */
  CorruptDataException error(String what) {
    return new CorruptDataException("tar header: " + what + ", offset=" + position);
  }
}
