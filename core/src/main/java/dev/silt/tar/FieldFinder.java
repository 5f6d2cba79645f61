package dev.silt.tar;

import dev.silt.tar.HeaderRegion.Part;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the rules for the fields of one header block. */
final class FieldFinder {

  private static final int[] MAIN_SOURCES = {FieldRule.VALUE, FieldRule.ZERO};
  private static final int[] MAIN_TIME_SOURCES = {
    FieldRule.VALUE, FieldRule.ALTERNATIVE, FieldRule.ZERO
  };
  private static final int[] DERIVED_SOURCES = {FieldRule.VALUE, FieldRule.ALTERNATIVE};
  private static final int[] EXTENSION_SOURCES = {
    FieldRule.ZERO, FieldRule.VALUE, FieldRule.CONSTANT
  };
  private static final int[] EXTENSION_TIME_SOURCES = {
    FieldRule.ZERO, FieldRule.VALUE, FieldRule.ALTERNATIVE
  };
  private static final FieldRule[] NAME_RULES = {
    FieldRule.ofText(FieldRule.SPLIT_LAST),
    FieldRule.ofText(FieldRule.SPLIT_FIRST),
    FieldRule.ofText(FieldRule.TEXT),
    FieldRule.ofText(FieldRule.TEXT_TERMINATED),
    FieldRule.ofText(FieldRule.TEXT_DROP),
    FieldRule.ofText(FieldRule.TEXT_QUESTION),
  };
  private static final FieldRule[] TAIL_RULES = {
    FieldRule.ofText(FieldRule.SPLIT_LAST),
    FieldRule.ofText(FieldRule.SPLIT_FIRST),
    FieldRule.ofText(FieldRule.TEXT_EMPTY),
  };
  private static final FieldRule[] TEXT_RULES = {
    FieldRule.ofText(FieldRule.TEXT),
    FieldRule.ofText(FieldRule.TEXT_TERMINATED),
    FieldRule.ofText(FieldRule.TEXT_DROP),
    FieldRule.ofText(FieldRule.TEXT_QUESTION),
    FieldRule.ofText(FieldRule.TEXT_EMPTY),
  };
  private static final byte[] ROOT = "root".getBytes(StandardCharsets.US_ASCII);
  private static final FieldRule[] EXTENSION_USER_RULES = {
    FieldRule.ofText(FieldRule.TEXT_EMPTY),
    FieldRule.ofText(FieldRule.TEXT_CONSTANT, ROOT),
    FieldRule.ofText(FieldRule.TEXT),
  };
  private static final FieldRule[] EMPTY_RULES = {FieldRule.ofText(FieldRule.TEXT_EMPTY)};
  private static final FieldRule[] NO_RULES = {};
  private static final int PLAIN_MODE = 0644;

  private final TarEntry entry;
  private final byte[] bytes;
  private final int at;
  private final long payloadLength;
  private final boolean extension;
  private final byte[] scratch = new byte[HeaderField.SIZE.length];

  FieldFinder(TarEntry entry, byte[] bytes, Part part, boolean extension) {
    this.entry = entry;
    this.bytes = bytes;
    this.at = part.offset();
    this.payloadLength = part.payloadLength();
    this.extension = extension;
  }

  /** {@return a rule that gives the field's bytes, {@code hint} if that does} */
  FieldRule rule(HeaderField field, @Nullable FieldRule hint) {
    if (hint != null && !hint.isLiteral() && matches(hint, field)) {
      return hint;
    }
    return field.number ? findNumber(field) : findText(field);
  }

  /** {@return the field's bytes without the NULs at its end} */
  byte[] literal(HeaderField field) {
    int from = at + field.offset;
    int to = from + field.length;
    while (to > from && bytes[to - 1] == 0) {
      to--;
    }
    return from == to ? TarEntry.NO_BYTES : Arrays.copyOfRange(bytes, from, to);
  }

  private boolean matches(FieldRule rule, HeaderField field) {
    if (field.number) {
      long value = NumberRules.value(rule, field, entry, payloadLength, bytes, at);
      return hasStyle(rule.style(), value, field);
    }
    byte[] text = TextRules.text(rule, field, entry);
    int from = at + field.offset;
    int to = from + field.length;
    if (!Arrays.equals(bytes, from, from + text.length, text, 0, text.length)) {
      return false;
    }
    for (int i = from + text.length; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean hasStyle(int style, long value, HeaderField field) {
    int from = at + field.offset;
    return NumberStyle.write(style, value, scratch, 0, field.length)
        && Arrays.equals(bytes, from, from + field.length, scratch, 0, field.length);
  }

  private FieldRule findNumber(HeaderField field) {
    long actual = HeaderNumber.parse(bytes, at + field.offset, field.length);
    int style = 0;
    while (style < NumberStyle.COUNT && !hasStyle(style, actual, field)) {
      style++;
    }
    if (style == NumberStyle.COUNT) {
      return FieldRule.LITERAL;
    }
    if (extension && field == HeaderField.MODE && actual == PLAIN_MODE) {
      return FieldRule.ofConstant(style, actual);
    }
    for (int source : sources(field)) {
      if (source == FieldRule.CONSTANT) {
        return FieldRule.ofConstant(style, actual);
      }
      FieldRule rule = FieldRule.ofNumber(source, style);
      if (NumberRules.value(rule, field, entry, payloadLength, bytes, at) == actual) {
        return rule;
      }
    }
    return FieldRule.LITERAL;
  }

  private int[] sources(HeaderField field) {
    return switch (field) {
      case CHECKSUM -> DERIVED_SOURCES;
      case SIZE -> MAIN_SOURCES;
      case MTIME -> extension ? EXTENSION_TIME_SOURCES : MAIN_TIME_SOURCES;
      default -> extension ? EXTENSION_SOURCES : MAIN_SOURCES;
    };
  }

  private FieldRule findText(HeaderField field) {
    if (field == HeaderField.MAGIC) {
      return FieldRule.ofText(FieldRule.TEXT_CONSTANT, literal(field));
    }
    FieldRule[] candidates = extension ? extensionRules(field) : mainRules(field);
    for (FieldRule rule : candidates) {
      if (matches(rule, field)) {
        return rule;
      }
    }
    return FieldRule.LITERAL;
  }

  private static FieldRule[] mainRules(HeaderField field) {
    return switch (field) {
      case NAME -> NAME_RULES;
      case TAIL -> TAIL_RULES;
      default -> TEXT_RULES;
    };
  }

  private FieldRule[] extensionRules(HeaderField field) {
    return switch (field) {
      case NAME -> extensionNameRules();
      case USER, GROUP -> EXTENSION_USER_RULES;
      default -> EMPTY_RULES;
    };
  }

  /** Constant names are told by GNU's and Python's prefix, joined ones by their directory. */
  private FieldRule[] extensionNameRules() {
    byte[] name = literal(HeaderField.NAME);
    String text = new String(name, StandardCharsets.ISO_8859_1);
    if (text.startsWith("././@")) {
      return new FieldRule[] {FieldRule.ofText(FieldRule.TEXT_CONSTANT, name)};
    }
    int from = text.indexOf("PaxHeader");
    if (from < 0) {
      return NO_RULES;
    }
    int slash = text.indexOf('/', from);
    byte[] directory = Arrays.copyOfRange(name, from, slash < 0 ? name.length : slash);
    FieldRule go = FieldRule.ofText(FieldRule.JOIN_GO, directory);
    FieldRule gnu = FieldRule.ofText(FieldRule.JOIN_GNU, directory);
    FieldRule plain = FieldRule.ofText(FieldRule.JOIN_PLAIN, directory);
    return text.startsWith("PaxHeaders.0", from)
        ? new FieldRule[] {go, gnu, plain}
        : new FieldRule[] {gnu, plain, go};
  }
}
