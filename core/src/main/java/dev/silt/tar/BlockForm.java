package dev.silt.tar;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How one header block, and what follows it, is written. Immutable. */
final class BlockForm {

  /** Instead of an extension's type: the main header, with the entry's type. */
  static final int MAIN = 0;

  /** The same with a payload after it: a global header. */
  static final int GLOBAL = 1;

  /** A main header followed by blocks of a sparse map, which are a literal. */
  static final int SPARSE = 2;

  private final int kind;
  private final FieldRule[] rules;
  private final @Nullable PayloadRule payload;

  BlockForm(int kind, FieldRule[] rules, @Nullable PayloadRule payload) {
    this.kind = kind;
    this.rules = rules;
    this.payload = payload;
  }

  /** {@return the type of an extension, or one of the constants} */
  int kind() {
    return kind;
  }

  boolean isLast() {
    return kind <= SPARSE;
  }

  /** {@return the rule of the field at an index, see {@link HeaderField#at}} */
  FieldRule rule(int field) {
    return rules[field];
  }

  @Nullable PayloadRule payload() {
    return payload;
  }

  int literalCount() {
    int count = payload == null ? 0 : payload.literalCount();
    for (FieldRule rule : rules) {
      count += rule.isLiteral() ? 1 : 0;
    }
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockForm that
        && kind == that.kind
        && Arrays.equals(rules, that.rules)
        && Objects.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return kind * 31 + Arrays.hashCode(rules);
  }
}
