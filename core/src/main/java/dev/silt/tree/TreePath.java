package dev.silt.tree;

import dev.silt.error.UnsafePathException;
import dev.silt.tar.GoPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Paths as bytes: normal form and parts. */
final class TreePath {

  static final byte[] ROOT = {};

  private TreePath() {}

  /**
   * @param path as a layer has it
   * @return without slashes at its ends, empty, {@code .} and {@code ..} components; empty for the
   *     root
   * @throws UnsafePathException if it leads out of the root
   */
  static byte[] normalise(byte[] path) throws UnsafePathException {
    int from = 0;
    while (from < path.length && path[from] == '/') {
      from++;
    }
    byte[] clean = GoPath.clean(from == 0 ? path : Arrays.copyOfRange(path, from, path.length));
    if (isDot(clean)) {
      return ROOT;
    }
    if (clean[0] == '.'
        && clean.length > 1
        && clean[1] == '.'
        && (clean.length == 2 || clean[2] == '/')) {
      throw new UnsafePathException("path leads out of the root: actual=" + text(path));
    }
    return clean;
  }

  private static boolean isDot(byte[] path) {
    return path.length == 1 && path[0] == '.';
  }

  /** {@return whether a component is empty, {@code .} or {@code ..}} */
  static boolean isDots(byte[] name) {
    return name.length == 0 || isDot(name) || name.length == 2 && name[0] == '.' && name[1] == '.';
  }

  /** {@return where the last component begins} */
  static int nameStart(byte[] path) {
    int at = path.length;
    while (at > 0 && path[at - 1] != '/') {
      at--;
    }
    return at;
  }

  /** {@return the path before the last component, without a slash} */
  static byte[] parent(byte[] path) {
    return Arrays.copyOf(path, Math.max(0, nameStart(path) - 1));
  }

  /** {@return the last component} */
  static byte[] name(byte[] path) {
    return Arrays.copyOfRange(path, nameStart(path), path.length);
  }

  /** Compares component by component, each in byte order: the order of a {@link FlatTree}. */
  static int compare(byte[] a, byte[] b) {
    int at = Arrays.mismatch(a, b);
    if (at < 0) {
      return 0;
    }
    if (at == a.length || at == b.length) {
      return Integer.compare(a.length, b.length);
    }
    if (a[at] == '/' || b[at] == '/') {
      return a[at] == '/' ? -1 : 1;
    }
    return Byte.compareUnsigned(a[at], b[at]);
  }

  static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static String text(byte[] path) {
    return new String(path, StandardCharsets.UTF_8);
  }
}
