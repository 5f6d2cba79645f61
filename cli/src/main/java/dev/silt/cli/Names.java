package dev.silt.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names from images as printable text. Names are bytes; {@code \n} and the like, octal {@code \ooo}
 * for every byte of what is not printable or not UTF-8, and {@code \\} for the backslash, as GNU
 * tar lists them.
 */
final class Names {

  private static final String NAMED = "\007\b\t\n\013\f\r\\";
  private static final String LETTERS = "abtnvfr\\";

  private Names() {}

  /** {@return the bytes as text if they are valid UTF-8, else null} */
  static @Nullable String decode(byte[] name) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** {@return the name with everything escaped that could confuse a reader or a terminal} */
  static String quote(byte[] name) {
    if (isPlain(name)) {
      return new String(name, StandardCharsets.US_ASCII);
    }
    StringBuilder text = new StringBuilder(name.length + 8);
    int from = 0;
    while (from < name.length) {
      int count = sequenceLength(name, from);
      String decoded = count == 0 ? null : decode(Arrays.copyOfRange(name, from, from + count));
      if (decoded == null) {
        octal(text, name[from++]);
        continue;
      }
      int character = decoded.codePointAt(0);
      int named = NAMED.indexOf(character);
      if (named >= 0) {
        text.append('\\').append(LETTERS.charAt(named));
      } else if (printable(character)) {
        text.append(decoded);
      } else {
        for (int i = 0; i < count; i++) {
          octal(text, name[from + i]);
        }
      }
      from += count;
    }
    return text.toString();
  }

  /** Nearly all names are, and an image has a hundred thousand of them. */
  private static boolean isPlain(byte[] name) {
    for (byte b : name) {
      if (b < ' ' || b > '~' || b == '\\') {
        return false;
      }
    }
    return true;
  }

  /** {@return text that stays on one line: control characters become escapes} */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.strip()
        .codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\r') {
                line.append(' ');
              } else if (printable(c)) {
                line.appendCodePoint(c);
              } else {
                line.append(String.format("\\u%04x", c));
              }
            });
    return line.toString();
  }

  /** Length that the first byte of a UTF-8 sequence announces; 0 if it cannot be one or is cut. */
  private static int sequenceLength(byte[] name, int from) {
    int first = name[from] & 0xff;
    int count;
    if (first < 0x80) {
      count = 1;
    } else if (first < 0xc2) {
      return 0;
    } else if (first < 0xe0) {
      count = 2;
    } else if (first < 0xf0) {
      count = 3;
    } else {
      count = first < 0xf5 ? 4 : 0;
    }
    return from + count <= name.length ? count : 0;
  }

  private static boolean printable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.UNASSIGNED,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static void octal(StringBuilder text, byte value) {
    int bits = value & 0xff;
    text.append('\\')
        .append((char) ('0' + (bits >> 6)))
        .append((char) ('0' + (bits >> 3 & 7)))
        .append((char) ('0' + (bits & 7)));
  }
}
