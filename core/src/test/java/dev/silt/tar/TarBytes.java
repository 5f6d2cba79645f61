package dev.silt.tar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes small tar streams for tests: plain ustar headers that may be changed before they are
 * summed.
 */
public final class TarBytes {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Bytes of a text, one for each character. */
  public static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A ustar header block as Go writes it, summed. */
  public static byte[] header(String name, char type, long size, String link) {
    byte[] block = new byte[512];
    put(block, 0, name);
    put(block, 100, "0000644\0" + "0000000\0" + "0000000\0");
    put(block, 124, String.format("%011o\0", size));
    put(block, 136, "14412345670\0");
    block[156] = (byte) type;
    put(block, 157, link);
    put(block, 257, "ustar\00000");
    put(block, 329, "0000000\0" + "0000000\0");
    return sum(block);
  }

  /** Overwrites bytes. */
  public static byte[] put(byte[] block, int at, String latin1) {
    byte[] text = bytes(latin1);
    System.arraycopy(text, 0, block, at, text.length);
    return block;
  }

  /** Sets the checksum of a block. */
  public static byte[] sum(byte[] block) {
    put(block, 148, String.format("%06o\0 ", Checksum.unsigned(block, 0)));
    return block;
  }

  /** Joins arrays. */
  public static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Bytes filled up to whole blocks. */
  public static byte[] padded(byte[] payload) {
    return Arrays.copyOf(payload, (int) HeaderField.padded(payload.length));
  }

  /** An extension header with its payload. */
  public static byte[] extension(String name, char type, String payload) {
    byte[] content = bytes(payload);
    return concat(header(name, type, content.length, ""), padded(content));
  }

  /** A PAX header as Go names it. */
  public static byte[] pax(String... keysAndValues) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      byte[] key = bytes(keysAndValues[i]);
      byte[] value = bytes(keysAndValues[i + 1]);
      byte[] record = new byte[PaxRecords.length(key.length, value.length)];
      PaxRecords.write(key, value, record, 0);
      records.writeBytes(record);
    }
    return extension("PaxHeaders.0/x", 'x', records.toString(StandardCharsets.ISO_8859_1));
  }

  /** Adds a file. */
  public TarBytes file(String name, String content) {
    return raw(header(name, '0', content.length(), "")).raw(padded(bytes(content)));
  }

  /** Adds an entry without data. */
  public TarBytes entry(String name, char type, String link) {
    return raw(header(name, type, 0, link));
  }

  /** Adds bytes. */
  public TarBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** {@return what was added} */
  public byte[] toBytes() {
    return out.toByteArray();
  }

  /** {@return what was added and the two blocks of zeros} */
  public byte[] done() {
    return raw(new byte[1024]).toBytes();
  }
}
