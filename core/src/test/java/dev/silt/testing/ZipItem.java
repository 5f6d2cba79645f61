package dev.silt.testing;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One entry of a zip that is written byte by byte. Immutable, the arrays are not copied.
 *
 * @param name in the zip
 * @param plain what it holds
 * @param stream how that stands in the zip
 * @param method 0 stored, 8 deflated, or what a test likes
 * @param time date and time, as in the zip
 * @param descriptor bytes of a data descriptor: 0, 12, 16, 20 or 24
 * @param localExtra extra field of the local header
 * @param centralExtra extra field of the directory
 * @param comment of the entry
 * @param gap what follows the entry
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record ZipItem(
    String name,
    byte[] plain,
    byte[] stream,
    int method,
    int time,
    int descriptor,
    byte[] localExtra,
    byte[] centralExtra,
    byte[] comment,
    byte[] gap) {

  private static final byte[] NONE = {};

  /** {@return a deflated entry} */
  public static ZipItem deflated(String name, byte[] plain, int level) {
    return new ZipItem(
        name, plain, deflate(plain, level), 8, 0x5a6b7c8d, 0, NONE, NONE, NONE, NONE);
  }

  /** {@return a stored entry} */
  public static ZipItem stored(String name, byte[] plain) {
    return new ZipItem(name, plain, plain, 0, 0x5a6b7c8d, 0, NONE, NONE, NONE, NONE);
  }

  /** {@return raw deflate as zlib makes it} */
  public static byte[] deflate(byte[] plain, int level) {
    Deflater deflater = new Deflater(level, true);
    deflater.setInput(plain);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 12];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  /** {@return the same with another stream} */
  public ZipItem withStream(byte[] other) {
    return new ZipItem(
        name, plain, other, method, time, descriptor, localExtra, centralExtra, comment, gap);
  }

  /** {@return the same with another method} */
  public ZipItem withMethod(int other) {
    return new ZipItem(
        name, plain, stream, other, time, descriptor, localExtra, centralExtra, comment, gap);
  }

  /** {@return the same with another time} */
  public ZipItem withTime(int other) {
    return new ZipItem(
        name, plain, stream, method, other, descriptor, localExtra, centralExtra, comment, gap);
  }

  /** {@return the same with a data descriptor of so many bytes} */
  public ZipItem withDescriptor(int length) {
    return new ZipItem(
        name, plain, stream, method, time, length, localExtra, centralExtra, comment, gap);
  }

  /** {@return the same with fields of any bytes} */
  public ZipItem withExtras(byte[] local, byte[] central, byte[] note, byte[] behind) {
    return new ZipItem(name, plain, stream, method, time, descriptor, local, central, note, behind);
  }

  int crc() {
    CRC32 crc = new CRC32();
    crc.update(plain);
    return (int) crc.getValue();
  }
}
