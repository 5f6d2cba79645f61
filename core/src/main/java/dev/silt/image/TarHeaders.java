package dev.silt.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** The headers of archives that are written: the same bytes for the same name and length. */
final class TarHeaders {

  static final int BLOCK = 512;

  private static final int NAME_LENGTH = 100;
  private static final long OCTAL_LENGTH_ALLOWED = (1L << 33) - 1;

  private TarHeaders() {}

  /** Bytes that {@link #file} comes to. */
  static int length(String name) {
    return name.length() <= NAME_LENGTH
        ? BLOCK
        : 2 * BLOCK + (name.length() + BLOCK) / BLOCK * BLOCK;
  }

  /**
   * A regular file, mode 0644, owner 0, mtime 0: ustar, but GNU where the name is over 100 bytes or
   * the length over 8 GiB.
   *
   * @param name in ASCII
   * @param length of the data in bytes
   */
  static byte[] file(String name, long length) {
    byte[] bytes = new byte[length(name)];
    int start = 0;
    if (bytes.length > BLOCK) {
      put(bytes, 0, "././@LongLink", name.length() + 1L, 'L', true);
      putText(bytes, BLOCK, name);
      start = bytes.length - BLOCK;
    }
    boolean gnu = start > 0 || length > OCTAL_LENGTH_ALLOWED;
    put(bytes, start, name.substring(0, Math.min(NAME_LENGTH, name.length())), length, '0', gnu);
    return bytes;
  }

  private static void put(
      byte[] bytes, int start, String name, long length, char type, boolean gnu) {
    byte[] header = new byte[BLOCK];
    putText(header, 0, name);
    TarUtils.formatLongOctalBytes(0644, header, 100, 8);
    TarUtils.formatLongOctalBytes(0, header, 108, 8);
    TarUtils.formatLongOctalBytes(0, header, 116, 8);
    TarUtils.formatLongOctalOrBinaryBytes(length, header, 124, 12);
    TarUtils.formatLongOctalBytes(0, header, 136, 12);
    header[156] = (byte) type;
    putText(header, 257, gnu ? "ustar  " : "ustar\00000");
    Arrays.fill(header, 148, 156, (byte) ' ');
    TarUtils.formatCheckSumOctalBytes(TarUtils.computeCheckSum(header), header, 148, 8);
    System.arraycopy(header, 0, bytes, start, BLOCK);
  }

  private static void putText(byte[] bytes, int offset, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, bytes, offset, ascii.length);
  }
}
