package dev.silt.delta;

import java.util.Arrays;

/**
 * A path as a tar entry has it, taken apart: {@code ./}, {@code /} or nothing in front, the body, a
 * slash or nothing behind. Different tools write the same body with different ends.
 */
final class EntryPath {

  private static final byte[][] LEADS = {{}, {'.', '/'}, {'/'}};

  /** Number of forms: three fronts, with and without a slash behind. */
  static final int FORM_COUNT = 2 * LEADS.length;

  private EntryPath() {}

  /** {@return 2 x front + (1 if a slash is behind)} */
  static int form(byte[] path) {
    int lead = lead(path);
    int start = LEADS[lead].length;
    boolean slash = path.length > start && path[path.length - 1] == '/';
    return 2 * lead + (slash ? 1 : 0);
  }

  private static int lead(byte[] path) {
    if (path.length >= 1 && path[0] == '/') {
      return 2;
    }
    return path.length >= 2 && path[0] == '.' && path[1] == '/' ? 1 : 0;
  }

  /** {@return the path without front and slash behind} */
  static byte[] body(byte[] path) {
    int form = form(path);
    int start = LEADS[form / 2].length;
    return start == 0 && form % 2 == 0
        ? path
        : Arrays.copyOfRange(path, start, path.length - form % 2);
  }

  static byte[] join(int form, byte[] body) {
    byte[] lead = LEADS[form / 2];
    byte[] path = Arrays.copyOf(lead, lead.length + body.length + form % 2);
    System.arraycopy(body, 0, path, lead.length, body.length);
    if (form % 2 == 1) {
      path[path.length - 1] = '/';
    }
    return path;
  }

  /** Orders bodies as a walk over a directory tree does: by components, each by unsigned bytes. */
  static int compare(byte[] a, byte[] b) {
    int i = Arrays.mismatch(a, b);
    if (i < 0) {
      return 0;
    }
    if (i >= a.length || i >= b.length) {
      return a.length - b.length;
    }
    return rank(a[i]) - rank(b[i]);
  }

  private static int rank(byte b) {
    return b == '/' ? -1 : b & 0xff;
  }
}
