package dev.silt.tree;

import dev.silt.error.SiltException;
import dev.silt.tar.TarCodec;
import dev.silt.tar.TarEntry;
import java.nio.charset.StandardCharsets;

/** The directory that is there although no layer has an entry for it. */
final class ImpliedDirectory {

  private static final int CHECKSUM_OFFSET = 148;
  private static final TarEntry ENTRY = parse();

  private ImpliedDirectory() {}

  /** {@return a directory of root with mode 0755 and mtime 0; its path says nothing} */
  static TarEntry entry() {
    return ENTRY;
  }

  private static TarEntry parse() {
    byte[] block = new byte[512];
    put(block, 0, "./");
    put(block, 100, "0000755\0" + "0000000\0" + "0000000\0");
    put(block, 124, "00000000000\0" + "00000000000\0" + " ".repeat(8) + "5");
    put(block, 257, "ustar\00000");
    int sum = 0;
    for (byte b : block) {
      sum += b;
    }
    put(block, CHECKSUM_OFFSET, "0%05o\0 ".formatted(sum));
    try {
      return TarCodec.parse(block);
    } catch (SiltException e) {
      throw new IllegalStateException("a header of our own", e);
    }
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
