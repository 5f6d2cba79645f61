package dev.silt.testing;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes tar streams byte by byte, in the ways of several programs. Stateless. */
public final class TarWriter {

  private TarWriter() {}

  /** {@return the stream of the entries} */
  public static byte[] write(List<Item> items, TarShape shape) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!shape.comment().isEmpty()) {
      byte[] records = PaxRecords.render(Map.of("comment", shape.comment()));
      extension(out, 'g', "pax_global_header", records, "0000666\0", "");
    }
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      header(out, item);
      boolean last = i == items.size() - 1 && shape.endBlocks() == 0 && !shape.lastPadding();
      data(out, item.data(), last ? -1 : shape.padding());
    }
    out.writeBytes(new byte[512 * shape.endBlocks()]);
    if (shape.endBlocks() > 0) {
      out.writeBytes(new byte[Math.floorMod(-out.size(), shape.recordLength())]);
    }
    out.writeBytes(shape.garbage());
    return out.toByteArray();
  }

  private static void data(ByteArrayOutputStream out, byte[] data, int padding) {
    out.writeBytes(data);
    if (padding >= 0) {
      byte[] fill = new byte[Math.floorMod(-data.length, 512)];
      java.util.Arrays.fill(fill, (byte) padding);
      out.writeBytes(fill);
    }
  }

  private static void header(ByteArrayOutputStream out, Item item) {
    switch (item.style()) {
      case V7, GNU -> gnu(out, item);
      case ODD -> out.writeBytes(OddHeaders.render(out, item));
      default -> pax(out, item);
    }
  }

  private static void gnu(ByteArrayOutputStream out, Item item) {
    if (!item.xattrs().isEmpty() || !item.fraction().isEmpty()) {
      paxHeader(out, item, records(item, false));
    }
    longName(out, 'K', item.link());
    longName(out, 'L', item.path());
    HeaderBlock block = new HeaderBlock().text(0, 100, item.path());
    if (item.style() == HeaderStyle.V7) {
      block.blanks(100, 8, item.mode(), " \0");
      v7Number(block, 108, 8, item.uid(), " \0");
      v7Number(block, 116, 8, item.gid(), " \0");
      v7Number(block, 124, 12, item.data().length, " ");
      v7Number(block, 136, 12, item.seconds(), " ");
    } else {
      block.octal(100, 8, item.mode(), "\0").number(108, 8, item.uid()).number(116, 8, item.gid());
      block.number(124, 12, item.data().length).number(136, 12, item.seconds());
      block
          .text(257, 8, "ustar  \0")
          .text(265, 32, item.userName())
          .text(297, 32, item.groupName());
    }
    if (isDevice(item)) {
      block.text(257, 8, "ustar  \0").octal(329, 8, item.major(), "\0");
      block.octal(337, 8, item.minor(), "\0");
    }
    block.text(156, 1, String.valueOf(item.type())).text(157, 100, item.link());
    out.writeBytes(block.finish(item.style() == HeaderStyle.V7 ? 2 : 0, false));
  }

  private static void v7Number(HeaderBlock block, int offset, int length, long value, String end) {
    if (value >= 0 && value < 1L << (3 * (length - end.length()))) {
      block.blanks(offset, length, value, end);
    } else {
      block.base256(offset, length, value);
    }
  }

  static boolean isDevice(Item item) {
    return item.type() == '3' || item.type() == '4';
  }

  static void longName(ByteArrayOutputStream out, char type, String name) {
    if (name.length() > 100) {
      extension(out, type, "././@LongLink", Bytes.latin1(name + "\0"), "0000644\0", "root");
    }
  }

  private static void pax(ByteArrayOutputStream out, Item item) {
    String path = item.path();
    int split = splitOf(path);
    boolean splits = item.style() != HeaderStyle.PAX_BSD && path.length() > 100 && split > 0;
    Map<String, String> records = records(item, splits);
    if (!records.isEmpty()) {
      paxHeader(out, item, records);
    }
    HeaderBlock block = new HeaderBlock();
    if (splits) {
      block.text(0, 100, path.substring(split + 1)).text(345, 155, path.substring(0, split));
    } else {
      block.text(0, 100, records.containsKey("path") ? ascii(path) : path);
    }
    boolean bsd = item.style() == HeaderStyle.PAX_BSD;
    String end = bsd ? " " : "\0";
    block.octal(100, 8, item.mode(), bsd ? " \0" : "\0");
    block.octal(108, 8, fitting(item.uid(), bsd ? 6 : 7), bsd ? " \0" : "\0");
    block.octal(116, 8, fitting(item.gid(), bsd ? 6 : 7), bsd ? " \0" : "\0");
    block.octal(124, 12, item.data().length, end);
    block.octal(136, 12, fitting(item.seconds(), 11), end);
    block.text(156, 1, String.valueOf(item.type()));
    block.text(157, 100, records.containsKey("linkpath") ? ascii(item.link()) : item.link());
    block.text(257, 8, "ustar\00000");
    block.text(265, 32, ascii(item.userName())).text(297, 32, ascii(item.groupName()));
    if (isDevice(item) || item.style() != HeaderStyle.PAX_PYTHON) {
      block.octal(329, 8, item.major(), bsd ? " \0" : "\0");
      block.octal(337, 8, item.minor(), bsd ? " \0" : "\0");
    }
    out.writeBytes(block.finish(0, false));
  }

  private static long fitting(long value, int digits) {
    return value >= 0 && value < 1L << (3 * digits) ? value : 0;
  }

  static String ascii(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().filter(c -> c < 128).forEach(c -> out.append((char) c));
    return out.toString();
  }

  /** {@return the last slash that lets prefix and name fit, or -1} */
  static int splitOf(String path) {
    int slash = path.lastIndexOf('/', Math.min(155, path.length() - 2));
    return slash > 0 && path.length() - slash - 1 <= 100 ? slash : -1;
  }

  private static Map<String, String> records(Item item, boolean splits) {
    Map<String, String> records = new TreeMap<>();
    item.xattrs().forEach((name, value) -> records.put("SCHILY.xattr." + name, value));
    boolean pax = item.style() != HeaderStyle.GNU && item.style() != HeaderStyle.V7;
    boolean bsd = item.style() == HeaderStyle.PAX_BSD;
    if (!item.fraction().isEmpty() || (pax && fitting(item.seconds(), 11) != item.seconds())) {
      records.put("mtime", time(item));
    }
    if (!pax) {
      return records;
    }
    boolean utf8 = item.style() != HeaderStyle.USTAR;
    if (item.path().length() > 100 && !splits || utf8 && !isAscii(item.path())) {
      records.put("path", item.path());
    }
    if (item.link().length() > 100 || utf8 && !isAscii(item.link())) {
      records.put("linkpath", item.link());
    }
    if (!isAscii(item.userName()) || item.userName().length() > 31) {
      records.put("uname", item.userName());
    }
    if (!isAscii(item.groupName()) || item.groupName().length() > 31) {
      records.put("gname", item.groupName());
    }
    if (fitting(item.uid(), bsd ? 6 : 7) != item.uid()) {
      records.put("uid", Long.toString(item.uid()));
    }
    if (fitting(item.gid(), bsd ? 6 : 7) != item.gid()) {
      records.put("gid", Long.toString(item.gid()));
    }
    if (bsd && !records.isEmpty()) {
      records.put("LIBARCHIVE.creationtime", item.seconds() + ".25");
      records.put("atime", item.seconds() + ".5");
    }
    return records;
  }

  /** {@return the mtime with its fraction; the sign is of the whole number, as PAX has it} */
  static String time(Item item) {
    if (item.seconds() >= 0 || item.fraction().isEmpty()) {
      return item.seconds() + (item.fraction().isEmpty() ? "" : "." + item.fraction());
    }
    java.math.BigDecimal value =
        java.math.BigDecimal.valueOf(item.seconds())
            .add(new java.math.BigDecimal("0." + item.fraction()));
    return value.toPlainString();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  private static void paxHeader(ByteArrayOutputStream out, Item item, Map<String, String> records) {
    String clean = ascii(item.cleanPath());
    int slash = clean.lastIndexOf('/');
    String name =
        switch (item.style()) {
          case PAX_PYTHON -> "././@PaxHeader";
          case PAX_BSD -> "PaxHeader/" + clean.substring(slash + 1);
          case GNU, V7 -> "./PaxHeaders.4711/" + clean.substring(slash + 1);
          default -> clean.substring(0, slash + 1) + "PaxHeaders.0/" + clean.substring(slash + 1);
        };
    String mode = item.style() == HeaderStyle.PAX_BSD ? "000644 \0" : "0000000\0";
    extension(out, 'x', name, PaxRecords.render(records), mode, "");
  }

  static void extension(
      ByteArrayOutputStream out,
      char type,
      String name,
      byte[] payload,
      String mode,
      String owner) {
    HeaderBlock block = new HeaderBlock().text(0, 100, name).text(100, 8, mode);
    block.octal(108, 8, 0, "\0").octal(116, 8, 0, "\0").octal(124, 12, payload.length, "\0");
    block.octal(136, 12, 0, "\0").text(156, 1, String.valueOf(type));
    block.text(257, 8, type == 'L' || type == 'K' ? "ustar  \0" : "ustar\00000");
    block.text(265, 32, owner).text(297, 32, owner);
    out.writeBytes(block.finish(0, false));
    data(out, payload, 0);
  }
}
