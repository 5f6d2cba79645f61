package dev.silt.tar;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows an extension header. Immutable.
 *
 * @param code one of the constants
 * @param keys of the PAX records in the order written, only for {@link #RECORDS}
 * @param derived for each key whether the value is the entry's field; else it is a literal
 */
@SuppressWarnings("ArrayRecordComponent") // equality below is by content
record PayloadRule(int code, List<byte[]> keys, boolean[] derived) {

  /** A literal. */
  static final int LITERAL = 0;

  /** PAX records. */
  static final int RECORDS = 1;

  /** The entry's path and a NUL. */
  static final int PATH_NUL = 2;

  /** The entry's link target and a NUL. */
  static final int LINK_NUL = 3;

  /** The entry's path. */
  static final int PATH = 4;

  /** The entry's link target. */
  static final int LINK = 5;

  /** First code that is none. */
  static final int END = 6;

  /** More records than this are one literal: their keys would say more than the rule. */
  static final int MAX_RECORDS = 48;

  static PayloadRule of(int code) {
    return new PayloadRule(code, List.of(), new boolean[0]);
  }

  /** {@return the payload if the entry's fields say all of it, else null} */
  byte @Nullable [] payloadOf(TarEntry entry) {
    return switch (code) {
      case PATH_NUL -> Arrays.copyOf(entry.path(), entry.path().length + 1);
      case LINK_NUL -> Arrays.copyOf(entry.linkTarget(), entry.linkTarget().length + 1);
      case PATH -> entry.path();
      case LINK -> entry.linkTarget();
      default -> null;
    };
  }

  int literalCount() {
    int count = code == LITERAL ? 1 : 0;
    for (boolean known : derived) {
      count += known ? 0 : 1;
    }
    return count;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof PayloadRule that)
        || code != that.code
        || keys.size() != that.keys.size()
        || !Arrays.equals(derived, that.derived)) {
      return false;
    }
    for (int i = 0; i < keys.size(); i++) {
      if (!Arrays.equals(keys.get(i), that.keys.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return code * 31 + Arrays.hashCode(derived);
  }
}
