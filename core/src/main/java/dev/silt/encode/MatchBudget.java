package dev.silt.encode;

import java.util.List;

/**
 * How much of the base may be read to match new contents: a content costs its base files, which the
 * matcher indexes whatever the content's length, so that many small contents with one long base
 * would take for ever. The sum is kept below a multiple of the bytes of both images; what does not
 * fit is not matched. Real updates come to a fraction of it. Asked in the order of the contents, so
 * that deltas do not depend on threads. Not safe for several threads.
 */
final class MatchBudget {

  /** Base bytes for each byte of both images. */
  static final int FACTOR = 4;

  /** Base bytes beside those. */
  static final long FREE = 16 << 20;

  private final BaseFiles base;
  private final long baseLength;
  private long left = FREE;

  MatchBudget(BaseFiles base) {
    this.base = base;
    long length = 0;
    for (int file = 0; file < base.entryFileCount(); file++) {
      length += base.length(file);
    }
    this.baseLength = length;
  }

  /** Begins anew, with so many bytes of new contents. */
  void begin(long targetLength) {
    left = FREE + FACTOR * (baseLength + targetLength);
  }

  /** {@return whether there is enough for a content with these base files; if so, it is taken} */
  boolean take(List<Integer> files) {
    long length = 0;
    for (int file : files) {
      length += base.length(file);
    }
    if (length > left) {
      return false;
    }
    left -= length;
    return true;
  }
}
