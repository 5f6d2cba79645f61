package dev.silt.unpack;

import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A gzip file of one member (RFC 1952): where its stream is, and its skeleton. Stateless. */
final class Gzip {

  private static final int FIXED_LENGTH = 10;
  private static final int TRAILER_LENGTH = 8;
  private static final int MAX_HEADER = 1 << 12;
  private static final int KNOWN_FLAGS = 0x1f;

  private Gzip() {}

  /** {@return the only member; its length is what the trailer says} */
  static Member read(ByteSource source) throws IOException, IrregularException {
    long length = source.length();
    byte[] header = new byte[(int) Math.min(MAX_HEADER, Math.max(0, length - TRAILER_LENGTH))];
    source.readFully(0, header, 0, header.length);
    if (header.length <= FIXED_LENGTH
        || header[0] != 0x1f
        || header[1] != (byte) 0x8b
        || header[2] != Zip.DEFLATED
        || (header[3] & ~KNOWN_FLAGS) != 0) {
      throw new IrregularException("no gzip header");
    }
    int start = headerLength(header);
    byte[] trailer = new byte[TRAILER_LENGTH];
    source.readFully(length - TRAILER_LENGTH, trailer, 0, TRAILER_LENGTH);
    long streamLength = length - TRAILER_LENGTH - start;
    long plainLength = Integer.toUnsignedLong(LittleEndian.getInt(trailer, 4));
    if (streamLength < 1 || !Zip.isPossible(streamLength, plainLength)) {
      throw new IrregularException("gzip length");
    }
    return new Member(start, streamLength, plainLength, LittleEndian.getInt(trailer, 0), true);
  }

  private static int headerLength(byte[] header) throws IrregularException {
    int flags = header[3];
    int at = FIXED_LENGTH;
    if ((flags & 4) != 0 && at + 2 <= header.length) {
      at += 2 + (header[at] & 0xff) + ((header[at + 1] & 0xff) << Byte.SIZE);
    }
    for (int flag = 8; flag <= 16; flag <<= 1) { // name, comment: up to a zero
      if ((flags & flag) != 0) {
        while (at < header.length && header[at] != 0) {
          at++;
        }
        at++;
      }
    }
    at += (flags & 2) != 0 ? 2 : 0;
    if (at > header.length) {
      throw new IrregularException("gzip header");
    }
    return at;
  }

  static void writeSkeleton(ByteSource source, Member member, OutputStream out) throws IOException {
    out.write(SkeletonColumn.GZIP);
    byte[] header = new byte[(int) member.offset()];
    source.readFully(0, header, 0, header.length);
    out.write(header);
  }

  static void render(ByteSource skeleton, MemberStreams members, OutputStream out)
      throws IOException {
    if (members.count() != 1 || skeleton.length() > MAX_HEADER) {
      throw ColumnCursor.corrupt("a gzip file has one member");
    }
    byte[] header = skeleton.readAll();
    ZipOutput counted = new ZipOutput(out);
    counted.write(Arrays.copyOfRange(header, 1, header.length));
    counted.copy(members.stream(0));
    counted.writeInt(members.crc(0));
    counted.writeInt((int) members.plainLength(0));
    counted.flush();
  }
}
