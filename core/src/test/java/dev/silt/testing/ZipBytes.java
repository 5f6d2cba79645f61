package dev.silt.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A zip that is written byte by byte. Immutable.
 *
 * @param prefix what stands in front
 * @param items the entries
 * @param comment of the zip
 * @param countsPrefix whether the offsets count the prefix
 * @param reversed whether the directory is in reverse order
 * @param zip64 whether it has a zip64 end record
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record ZipBytes(
    byte[] prefix,
    List<ZipItem> items,
    byte[] comment,
    boolean countsPrefix,
    boolean reversed,
    boolean zip64) {

  /** {@return a plain zip} */
  public static ZipBytes of(ZipItem... items) {
    return of(List.of(items));
  }

  /** {@return a plain zip} */
  public static ZipBytes of(List<ZipItem> items) {
    return new ZipBytes(new byte[0], items, new byte[0], true, false, false);
  }

  /** {@return its bytes} */
  public byte[] render() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(prefix);
    List<byte[]> records = new ArrayList<>();
    int moved = countsPrefix ? 0 : prefix.length;
    for (ZipItem item : items) {
      records.add(record(item, out.size() - moved));
      local(item, out);
    }
    if (reversed) {
      Collections.reverse(records);
    }
    int start = out.size() - moved;
    records.forEach(out::writeBytes);
    int length = out.size() - moved - start;
    if (zip64) {
      ints(out, 0x06064b50, 44, 0, 45 | 45 << 16, 0, 0);
      ints(out, items.size(), 0, items.size(), 0, length, 0, start, 0);
      ints(out, 0x07064b50, 0, start + length + moved, 0, 1);
    }
    int count = items.size() & 0xffff;
    ints(out, 0x06054b50, 0, count | count << 16, length, start);
    word(out, comment.length);
    out.writeBytes(comment);
    return out.toByteArray();
  }

  private static void local(ZipItem item, ByteArrayOutputStream out) {
    byte[] name = item.name().getBytes(StandardCharsets.UTF_8);
    boolean described = item.descriptor() > 0;
    ints(out, 0x04034b50);
    fixed(item, out);
    numbers(item, out, described);
    word(out, name.length);
    word(out, item.localExtra().length);
    out.writeBytes(name);
    out.writeBytes(item.localExtra());
    out.writeBytes(item.stream());
    if (item.descriptor() == 16 || item.descriptor() == 24) {
      ints(out, 0x08074b50);
    }
    if (item.descriptor() > 16) {
      ints(out, item.crc(), item.stream().length, 0, item.plain().length, 0);
    } else if (described) {
      numbers(item, out, false);
    }
    out.writeBytes(item.gap());
  }

  private static void fixed(ZipItem item, ByteArrayOutputStream out) {
    word(out, 20);
    word(out, item.descriptor() > 0 ? 8 : 0);
    word(out, item.method());
    ints(out, item.time());
  }

  private static void numbers(ZipItem item, ByteArrayOutputStream out, boolean zeros) {
    ints(out, zeros ? 0 : item.crc());
    ints(out, zeros ? 0 : item.stream().length, zeros ? 0 : item.plain().length);
  }

  private static byte[] record(ZipItem item, int offset) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] name = item.name().getBytes(StandardCharsets.UTF_8);
    ints(out, 0x02014b50);
    word(out, 0x314);
    fixed(item, out);
    numbers(item, out, false);
    word(out, name.length);
    word(out, item.centralExtra().length);
    word(out, item.comment().length);
    word(out, 0);
    word(out, 1);
    ints(out, 0644 << 16);
    ints(out, offset);
    out.writeBytes(name);
    out.writeBytes(item.centralExtra());
    out.writeBytes(item.comment());
    return out.toByteArray();
  }

  private static void ints(ByteArrayOutputStream out, int... values) {
    for (int value : values) {
      word(out, value);
      word(out, value >> 16);
    }
  }

  private static void word(ByteArrayOutputStream out, int value) {
    out.write(value);
    out.write(value >> 8);
  }
}
