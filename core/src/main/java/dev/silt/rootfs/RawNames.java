package dev.silt.rootfs;

import dev.silt.error.UnsupportedFormatException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Names as the bytes that the system has, whatever the locale. A path that came from the system
 * keeps its bytes, but its text is decoded with the locale's charset, which loses those that do not
 * fit. A URI does not: it has each byte, escaped. That is the way out and in for all names that are
 * not plain ASCII.
 */
public final class RawNames {

  private static final Path TOP = Path.of("/");
  private static final String SCHEME = "file://";

  private RawNames() {}

  /**
   * The bytes of a path.
   *
   * @param path a file name or link target from the system, relative or absolute
   * @return its bytes
   * @throws UnsupportedFormatException if the platform does not tell them
   */
  public static byte[] bytes(Path path) throws UnsupportedFormatException {
    String text = path.toString();
    if (isAscii(text)) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    URI uri = TOP.resolve(path).toUri();
    String escaped = uri.getRawPath();
    if (!"file".equals(uri.getScheme()) || escaped == null || !escaped.startsWith("/")) {
      throw new UnsupportedFormatException(
          "name cannot be read as bytes: "
              + text
              + "; run Java with LC_ALL=C.UTF-8, and rename what is not UTF-8");
    }
    byte[] bytes = unescaped(escaped);
    int from = path.isAbsolute() ? 0 : 1;
    // The URI of what is a directory, seen from the top, gets a slash that the name has not.
    boolean added = bytes[bytes.length - 1] == '/' && !text.endsWith("/");
    return Arrays.copyOfRange(bytes, from, bytes.length - (added ? 1 : 0));
  }

  /**
   * The path below a root that has these bytes.
   *
   * @param root a directory
   * @param relative bytes without a leading slash
   * @return the path
   */
  public static Path resolve(Path root, byte[] relative) {
    String text = new String(relative, StandardCharsets.ISO_8859_1);
    if (isAscii(text)) {
      return root.resolve(text);
    }
    Path absolute = Path.of(URI.create(SCHEME + "/" + escaped(relative)));
    return root.resolve(absolute.subpath(0, absolute.getNameCount()));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static byte[] unescaped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }

  private static String escaped(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      if (b == '/') {
        text.append('/');
      } else {
        text.append('%');
        text.append(Character.forDigit((b >> 4) & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
      }
    }
    return text.toString();
  }
}
