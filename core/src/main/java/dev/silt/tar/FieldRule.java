package dev.silt.tar;

import java.util.Arrays;

/**
 * How one field of a header block is filled. Immutable.
 *
 * <p>For a number the code is {@code source * 32 + style}, see {@link NumberStyle}; for text one of
 * the constants below.
 */
final class FieldRule {

  /** The bytes are a literal of the entry, without trailing NULs. */
  static final FieldRule LITERAL = new FieldRule(0xff, 0, new byte[0]);

  /** Source of a number: the entry's field; the payload's length; the sum of the block's bytes. */
  static final int VALUE = 0;

  /** Source of a number: zero, whatever the entry says. */
  static final int ZERO = 1;

  /** Source of a number: the second after that of the mtime; the sum of the bytes taken signed. */
  static final int ALTERNATIVE = 2;

  /** Source of a number: one that stands in the rule. */
  static final int CONSTANT = 3;

  /** Text: as much of the entry's value as fits. */
  static final int TEXT = 0xc0;

  /** Text: its ASCII bytes, and no slash at the end if cut, as Go does beside PAX records. */
  static final int TEXT_DROP = 0xc1;

  /** Text: a question mark for each character outside ASCII, as Python does. */
  static final int TEXT_QUESTION = 0xc2;

  /** Text: nothing. */
  static final int TEXT_EMPTY = 0xc3;

  /** Text: what stands in the rule. */
  static final int TEXT_CONSTANT = 0xc4;

  /** Path: split at the last slash where the prefix fits (Go, GNU); whole if short. */
  static final int SPLIT_LAST = 0xc5;

  /** Path: split at the first slash where the name fits (Python, libarchive); whole if short. */
  static final int SPLIT_FIRST = 0xc6;

  /** Name of an extension header: a constant directory within the path's, cleaned as Go does. */
  static final int JOIN_GO = 0xc7;

  /** The same as GNU tar does it: "." where the path has no directory. */
  static final int JOIN_GNU = 0xc8;

  /** The same with the path's own directory part as it is. */
  static final int JOIN_PLAIN = 0xc9;

  /** Text: as much of the entry's value as fits before a NUL. */
  static final int TEXT_TERMINATED = 0xca;

  /** First code that is none. */
  static final int TEXT_END = 0xcb;

  private static final int STYLE_COUNT = 32;

  /** Source and style, or kind of text. */
  final int code;

  /** The number of a {@link #CONSTANT}. */
  final long number;

  /** The bytes of a constant text or of a joined directory's name. */
  final byte[] text;

  private FieldRule(int code, long number, byte[] text) {
    this.code = code;
    this.number = number;
    this.text = text;
  }

  static FieldRule ofNumber(int source, int style) {
    return new FieldRule(source * STYLE_COUNT + style, 0, LITERAL.text);
  }

  static FieldRule ofConstant(int style, long number) {
    return new FieldRule(CONSTANT * STYLE_COUNT + style, number, LITERAL.text);
  }

  static FieldRule ofText(int code) {
    return new FieldRule(code, 0, LITERAL.text);
  }

  static FieldRule ofText(int code, byte[] text) {
    return new FieldRule(code, 0, text);
  }

  boolean isLiteral() {
    return code == LITERAL.code;
  }

  /** {@return which number is written} */
  int source() {
    return code / STYLE_COUNT;
  }

  /** {@return how the number is written} */
  int style() {
    return code % STYLE_COUNT;
  }

  /** {@return whether {@link #text} counts} */
  boolean hasText() {
    return code == TEXT_CONSTANT || code >= JOIN_GO && code <= JOIN_PLAIN;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldRule that
        && code == that.code
        && number == that.number
        && Arrays.equals(text, that.text);
  }

  @Override
  public int hashCode() {
    return code * 31 + Long.hashCode(number) + Arrays.hashCode(text);
  }
}
