package dev.silt.tar;

import java.util.Arrays;

/** What a {@link FieldRule} for text puts into a field. */
final class TextRules {

  private static final int NAME_LENGTH = HeaderField.NAME.length;

  private TextRules() {}

  /**
   * @param rule any but a literal
   * @param field holds text
   * @param entry whose header it is
   * @return the field's bytes without NULs at the end; at most its length
   */
  static byte[] text(FieldRule rule, HeaderField field, TarEntry entry) {
    byte[] source =
        switch (field) {
          case NAME, TAIL -> entry.path();
          case LINK -> entry.linkTarget();
          case USER -> entry.userName();
          case GROUP -> entry.groupName();
          default -> TarEntry.NO_BYTES;
        };
    int length = field.length;
    return switch (rule.code) {
      case FieldRule.TEXT -> cut(source, length);
      case FieldRule.TEXT_TERMINATED -> cut(source, length - 1);
      case FieldRule.TEXT_DROP -> cutSlashes(ascii(source), length);
      case FieldRule.TEXT_QUESTION -> cut(questioned(source), length);
      case FieldRule.TEXT_CONSTANT -> cut(rule.text, length);
      case FieldRule.SPLIT_LAST -> part(source, lastSplit(source), field);
      case FieldRule.SPLIT_FIRST -> part(source, firstSplit(source), field);
      case FieldRule.JOIN_GO -> cut(trimSlashes(ascii(joinGo(source, rule.text)), length), length);
      case FieldRule.JOIN_GNU -> cut(join(source, rule.text, true), length);
      case FieldRule.JOIN_PLAIN -> cut(join(source, rule.text, false), length);
      default -> TarEntry.NO_BYTES;
    };
  }

  private static byte[] cut(byte[] text, int length) {
    return text.length <= length ? text : Arrays.copyOf(text, length);
  }

  /** Go's formatString: a slash that a cut leaves at the end would look like a directory. */
  private static byte[] cutSlashes(byte[] text, int length) {
    if (text.length <= length || text[length - 1] != '/') {
      return cut(text, length);
    }
    return trimSlashes(text, length);
  }

  private static byte[] trimSlashes(byte[] text, int length) {
    int end = Math.min(text.length, length);
    while (end > 0 && text[end - 1] == '/') {
      end--;
    }
    return end == text.length ? text : Arrays.copyOf(text, end);
  }

  private static byte[] ascii(byte[] text) {
    int count = 0;
    for (byte b : text) {
      count += b > 0 ? 1 : 0;
    }
    if (count == text.length) {
      return text;
    }
    byte[] ascii = new byte[count];
    int at = 0;
    for (byte b : text) {
      if (b > 0) {
        ascii[at++] = b;
      }
    }
    return ascii;
  }

  private static byte[] questioned(byte[] text) {
    byte[] out = new byte[text.length];
    int count = 0;
    int at = 0;
    while (at < text.length) {
      byte b = text[at];
      out[count++] = b >= 0 ? b : (byte) '?';
      at += sequenceLength(text, at);
    }
    return count == text.length ? text : Arrays.copyOf(out, count);
  }

  /** Bytes of the UTF-8 sequence here; one if there is none. */
  private static int sequenceLength(byte[] text, int at) {
    int lead = text[at] & 0xff;
    int length = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
    if (at + length > text.length) {
      return 1;
    }
    for (int i = 1; i < length; i++) {
      if ((text[at + i] & 0xc0) != 0x80) {
        return 1;
      }
    }
    return length;
  }

  private static byte[] part(byte[] path, int slash, HeaderField field) {
    if (field == HeaderField.NAME) {
      return slash < 0 ? cut(path, NAME_LENGTH) : Arrays.copyOfRange(path, slash + 1, path.length);
    }
    return slash < 0 || field != HeaderField.TAIL ? TarEntry.NO_BYTES : Arrays.copyOf(path, slash);
  }

  private static boolean fits(byte[] path, int slash) {
    int nameLength = path.length - slash - 1;
    return slash > 0
        && slash <= HeaderField.PREFIX_LENGTH
        && nameLength > 0
        && nameLength <= NAME_LENGTH;
  }

  private static int lastSplit(byte[] path) {
    if (path.length <= NAME_LENGTH) {
      return -1;
    }
    int slash = Math.min(path.length - 2, HeaderField.PREFIX_LENGTH);
    while (slash > 0 && path[slash] != '/') {
      slash--;
    }
    return fits(path, slash) ? slash : -1;
  }

  private static int firstSplit(byte[] path) {
    if (path.length <= NAME_LENGTH) {
      return -1;
    }
    int slash = path.length - NAME_LENGTH - 1;
    while (slash < path.length && (slash == 0 || path[slash] != '/')) {
      slash++;
    }
    return fits(path, slash) ? slash : -1;
  }

  /** Splits like GNU's dir_name and base_name; without a directory it is "." or nothing. */
  private static byte[] join(byte[] path, byte[] directory, boolean dot) {
    byte[] trimmed = trimSlashes(path, path.length);
    int slash = trimmed.length - 1;
    while (slash >= 0 && trimmed[slash] != '/') {
      slash--;
    }
    int parentLength = slash + 1;
    byte[] parent = Arrays.copyOf(trimmed, parentLength);
    if (parentLength == 0 && dot) {
      parent = new byte[] {'.', '/'};
    }
    return concat(parent, directory, Arrays.copyOfRange(trimmed, slash + 1, trimmed.length));
  }

  private static byte[] concat(byte[] parent, byte[] directory, byte[] name) {
    byte[] all =
        Arrays.copyOf(
            parent, parent.length + directory.length + (name.length > 0 ? 1 : 0) + name.length);
    System.arraycopy(directory, 0, all, parent.length, directory.length);
    if (name.length > 0) {
      all[parent.length + directory.length] = '/';
      System.arraycopy(name, 0, all, all.length - name.length, name.length);
    }
    return all;
  }

  private static byte[] joinGo(byte[] path, byte[] directory) {
    int slash = path.length - 1;
    while (slash >= 0 && path[slash] != '/') {
      slash--;
    }
    byte[] parent = Arrays.copyOf(path, slash + 1);
    return GoPath.clean(
        concat(parent, directory, Arrays.copyOfRange(path, slash + 1, path.length)));
  }
}
