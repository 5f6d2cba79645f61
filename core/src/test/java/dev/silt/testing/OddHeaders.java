package dev.silt.testing;

import java.io.ByteArrayOutputStream;

/**
 * Headers that are valid but that no common writer writes; they have to survive all the same. Which
 * oddities an entry gets follows from its path, so that an unchanged entry stays as it is.
 */
final class OddHeaders {

  private OddHeaders() {}

  /**
   * Renders the main header.
   *
   * @param out gets the extension headers that are needed
   * @param item the entry
   * @return its main header
   */
  static byte[] render(ByteArrayOutputStream out, Item item) {
    int dice = item.path().hashCode() * 0x9e3779b1 >>> 8;
    TarWriter.longName(out, 'K', item.link());
    String path = item.path();
    int first = path.indexOf('/');
    boolean splitEarly =
        first > 0
            && first <= 155
            && first < path.length() - 1
            && path.length() - first <= 100
            && dice % 3 == 0;
    HeaderBlock block = new HeaderBlock();
    if (splitEarly) {
      block.text(345, 155, path.substring(0, first)).text(0, 100, path.substring(first + 1));
    } else {
      TarWriter.longName(out, 'L', path);
      block.text(0, 100, path);
    }
    if (!item.xattrs().isEmpty() || !item.fraction().isEmpty()) {
      java.util.Map<String, String> records = new java.util.LinkedHashMap<>();
      records.put("VENDOR.note", "first of all");
      item.xattrs().forEach((name, value) -> records.put("SCHILY.xattr." + name, value));
      records.put("mtime", TarWriter.time(item));
      records.put("comment", "");
      byte[] payload = PaxRecords.render(records);
      TarWriter.extension(out, 'x', "odd header", payload, "0000600\0", "me");
    }
    switch (dice >> 3 & 3) {
      case 0 -> block.octal(100, 8, item.mode(), "");
      case 1 -> block.octal(100, 8, item.mode() | 0100000, " ");
      case 2 -> block.blanks(100, 8, item.mode(), "\0");
      default -> block.base256(100, 8, item.mode());
    }
    owner(block, 108, item.uid(), dice >> 5);
    owner(block, 116, item.gid(), dice >> 6);
    if ((dice >> 7 & 1) == 0) {
      block.base256(124, 12, item.data().length);
    } else {
      block.blanks(124, 12, item.data().length, "\0");
    }
    block.number(136, 12, item.seconds());
    block.text(156, 1, String.valueOf(item.type())).text(157, 100, item.link());
    block.text(257, 8, "ustar\00000");
    block.text(265, 32, item.userName()).text(297, 32, item.groupName());
    if (TarWriter.isDevice(item)) {
      block.octal(329, 8, item.major(), " ").octal(337, 8, item.minor(), " ");
    } else if ((dice >> 8 & 1) == 0) {
      block.text(329, 8, "       \0");
    }
    if ((dice >> 9 & 3) == 0) {
      block.text(500, 6, "junk" + (char) 0xfe + (char) 0xff);
    }
    boolean signed = (dice >> 11 & 7) == 0;
    return block.finish(dice >> 14 & 1, signed);
  }

  private static void owner(HeaderBlock block, int offset, long id, int dice) {
    if (id == 0 && (dice & 1) == 0) {
      block.text(offset, 8, "");
    } else {
      block.number(offset, 8, id);
    }
  }
}
