package dev.silt.rootfs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Renders the headers of the canonical tar: one ustar block, before it an extended header with what
 * does not fit. docs/format.md says which byte is what.
 */
final class TreeHeader {

  static final int BLOCK = 512;

  private static final String EXTENDED_NAME = "././@PaxHeader";
  private static final int EXTENDED_MODE = 0644;
  private static final int TEXT_LENGTH = 100;
  private static final int ID_DIGITS = 7;
  private static final int LONG_DIGITS = 11;

  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private final byte[] block = new byte[BLOCK];

  private TreeHeader() {}

  /** {@return the header of a node: whole blocks} */
  static byte[] render(TreeNode node) {
    return new TreeHeader().renderNode(node);
  }

  /** {@return a content's length, and zeros up to a block} */
  static long padded(long length) {
    return (length + BLOCK - 1) & -BLOCK;
  }

  private byte[] renderNode(TreeNode node) {
    text(0, node.path(), "path");
    octal(100, ID_DIGITS, node.mode());
    text(157, node.link(), "linkpath");
    number(124, LONG_DIGITS, node.length(), "size");
    number(108, ID_DIGITS, node.uid(), "uid");
    number(116, ID_DIGITS, node.gid(), "gid");
    number(136, LONG_DIGITS, node.mtimeSeconds(), "mtime");
    octal(329, ID_DIGITS, node.deviceMajor());
    octal(337, ID_DIGITS, node.deviceMinor());
    finish(block, node.type().flag());
    return records.size() == 0 ? block : extended();
  }

  /** The extended header and its records, then the block. */
  private byte[] extended() {
    byte[] payload = records.toByteArray();
    TreeHeader header = new TreeHeader();
    header.text(0, EXTENDED_NAME.getBytes(StandardCharsets.US_ASCII), "path");
    header.octal(100, ID_DIGITS, EXTENDED_MODE);
    header.octal(108, ID_DIGITS, 0);
    header.octal(116, ID_DIGITS, 0);
    header.octal(124, LONG_DIGITS, payload.length);
    header.octal(136, LONG_DIGITS, 0);
    header.octal(329, ID_DIGITS, 0);
    header.octal(337, ID_DIGITS, 0);
    finish(header.block, 'x');
    int length = (int) padded(payload.length);
    byte[] all = new byte[BLOCK + length + BLOCK];
    System.arraycopy(header.block, 0, all, 0, BLOCK);
    System.arraycopy(payload, 0, all, BLOCK, payload.length);
    System.arraycopy(block, 0, all, BLOCK + length, BLOCK);
    return all;
  }

  /** A text that is too long for its field leaves it empty and becomes a record. */
  private void text(int offset, byte[] value, String key) {
    if (value.length <= TEXT_LENGTH) {
      System.arraycopy(value, 0, block, offset, value.length);
    } else {
      record(key, value);
    }
  }

  /** A number that the digits do not hold is 0 in its field and becomes a record. */
  private void number(int offset, int digits, long value, String key) {
    boolean fits = value >= 0 && value < 1L << 3 * digits;
    octal(offset, digits, fits ? value : 0);
    if (!fits) {
      record(key, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void octal(int offset, int digits, long value) {
    octal(block, offset, digits, value);
  }

  private static void octal(byte[] block, int offset, int digits, long value) {
    long rest = value;
    for (int i = digits - 1; i >= 0; i--, rest >>>= 3) {
      block[offset + i] = (byte) ('0' + (rest & 7));
    }
  }

  /** The length of a record counts its own digits. */
  private void record(String key, byte[] value) {
    int rest = 1 + key.length() + 1 + value.length + 1;
    int length = rest + 1;
    while (rest + Integer.toString(length).length() != length) {
      length++;
    }
    records.writeBytes((length + " " + key + "=").getBytes(StandardCharsets.US_ASCII));
    records.writeBytes(value);
    records.write('\n');
  }

  private static void finish(byte[] block, char type) {
    block[156] = (byte) type;
    byte[] magic = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(magic, 0, block, 257, magic.length);
    java.util.Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(block, 148, 6, sum);
    block[154] = 0;
  }
}
