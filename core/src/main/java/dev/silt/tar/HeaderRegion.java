package dev.silt.tar;

import static dev.silt.tar.HeaderField.BLOCK;

import dev.silt.error.CorruptDataException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header blocks of one entry, taken apart; the meaning of each part is Go's. */
final class HeaderRegion {

  /**
   * One header block with its payload.
   *
   * @param offset of the block in the region
   * @param header a view of it
   * @param payloadLength bytes after it, -1 for a main header
   * @param records of a PAX header for one entry, else none
   */
  record Part(int offset, HeaderBlock header, int payloadLength, List<PaxRecord> records) {

    boolean isMain() {
      return payloadLength < 0;
    }

    boolean isGlobal() {
      return header.type() == 'g';
    }

    int payloadOffset() {
      return offset + BLOCK;
    }
  }

  /** Where a block of a sparse map says that another follows. */
  static final int SPARSE_FLAG = 504;

  private final byte[] bytes;
  private final long position;
  private final List<Part> parts = new ArrayList<>(1);
  private final EntryFields fields = new EntryFields();

  private HeaderRegion(byte[] bytes, long position) {
    this.bytes = bytes;
    this.position = position;
  }

  /**
   * Takes a region apart.
   *
   * @param region header blocks of one entry, nothing more
   * @param position where they begin in the tar stream, for messages
   * @return its parts and what they say
   * @throws CorruptDataException if Go would refuse them
   */
  static HeaderRegion parse(byte[] region, long position) throws CorruptDataException {
    HeaderRegion parsed = new HeaderRegion(region, position);
    parsed.split();
    parsed.read();
    return parsed;
  }

  /** {@return whether a header only says something about the next one} */
  static boolean isExtension(byte type) {
    return type == 'x' || type == 'L' || type == 'K';
  }

  private void split() throws CorruptDataException {
    int at = 0;
    boolean ended = false;
    while (at < bytes.length) {
      if (ended || bytes.length - at < BLOCK) {
        throw new CorruptDataException(
            "tar header region: expected=" + at + " bytes, actual=" + bytes.length);
      }
      HeaderBlock header = HeaderBlock.of(bytes, at, position + at);
      if (isExtension(header.type()) || header.type() == 'g') {
        Part part = extension(at, header);
        parts.add(part);
        ended = part.isGlobal();
        at = (int) HeaderField.padded(part.payloadOffset() + part.payloadLength());
      } else {
        parts.add(new Part(at, header, -1, List.of()));
        ended = true;
        at = sparseEnd(at, header);
      }
    }
    if (parts.isEmpty()) {
      throw new CorruptDataException("tar header region: empty, offset=" + position);
    }
  }

  private Part extension(int at, HeaderBlock header) throws CorruptDataException {
    int from = at + BLOCK;
    int length = (int) header.size(bytes.length - from);
    if (HeaderField.padded(length) > bytes.length - from) {
      throw header.error("extension cut off");
    }
    List<PaxRecord> records = List.of();
    if (header.type() == 'x' || header.type() == 'g') {
      List<PaxRecord> parsed = PaxRecords.parse(bytes, from, from + length);
      if (parsed == null) {
        throw header.error("malformed PAX records");
      }
      records = header.type() == 'x' ? parsed : records;
    }
    return new Part(at, header, length, records);
  }

  private int sparseEnd(int at, HeaderBlock header) throws CorruptDataException {
    if (header.type() == 'S' && header.kind() != HeaderBlock.Kind.GNU) {
      throw header.error("sparse file of an unknown kind");
    }
    int end = at + BLOCK;
    boolean more = header.isSparseExtended();
    while (more) {
      if (bytes.length - end < BLOCK) {
        throw header.error("sparse map cut off");
      }
      more = bytes[end + SPARSE_FLAG] != 0;
      end += BLOCK;
    }
    return end;
  }

  private void read() throws CorruptDataException {
    HeaderBlock header = last().header();
    fields.type = header.type();
    fields.path = header.path();
    if (isDangling()) {
      return;
    }
    readHeader(header);
    if (last().isMain()) {
      if (header.type() == 'S') {
        header.sparseRealSize();
      }
      EffectiveFields.merge(parts, bytes, fields);
    } else {
      fields.dataLength = 0;
    }
  }

  private void readHeader(HeaderBlock header) throws CorruptDataException {
    boolean v7 = header.kind() == HeaderBlock.Kind.V7;
    long mode = header.number(HeaderField.MODE);
    fields.mode = (int) mode == mode ? (int) mode : (int) mode & 07777;
    fields.linkTarget = header.text(HeaderField.LINK);
    fields.mtimeSeconds = header.number(HeaderField.MTIME);
    fields.dataLength = header.size(Long.MAX_VALUE);
    fields.owner =
        new Owner(
            header.number(HeaderField.UID),
            header.number(HeaderField.GID),
            v7 ? TarEntry.NO_BYTES : header.text(HeaderField.USER),
            v7 ? TarEntry.NO_BYTES : header.text(HeaderField.GROUP),
            v7 ? 0 : header.number(HeaderField.MAJOR),
            v7 ? 0 : header.number(HeaderField.MINOR));
  }

  Part last() {
    return parts.get(parts.size() - 1);
  }

  /** {@return whether extension headers stand here that no entry follows} */
  boolean isDangling() {
    return isExtension(last().header().type());
  }

  byte[] bytes() {
    return bytes;
  }

  List<Part> parts() {
    return parts;
  }

  EntryFields fields() {
    return fields;
  }

  /** {@return the records of the extended header that counts} */
  List<PaxRecord> paxRecords() {
    @Nullable Part pax = null;
    for (Part part : parts) {
      pax = part.header().type() == 'x' ? part : pax;
    }
    return pax == null || !last().isMain() ? List.of() : pax.records();
  }

  long sparseRealSize() throws CorruptDataException {
    return last().header().sparseRealSize();
  }
}
