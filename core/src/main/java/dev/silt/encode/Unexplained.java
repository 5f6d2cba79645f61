package dev.silt.encode;

import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import org.jspecify.annotations.Nullable;

/**
 * Tells which windows of a target content its ops make mostly of literals. Asked at ascending
 * offsets. Not safe for several threads.
 */
final class Unexplained {

  private static final int HALF = ContentSampler.WINDOW / 2;

  /** Literals that another op within the window is worth. */
  private static final int OP = 4;

  private final @Nullable OpList ops;
  private int first;
  private long firstOffset;

  /** Asks about a content; one without ops is all literals. */
  Unexplained(@Nullable OpList ops) {
    this.ops = ops;
  }

  /** {@return whether the window at an offset, which is within the content, is mostly literals} */
  boolean at(long offset) {
    OpList all = ops;
    if (all == null) {
      return true;
    }
    while (firstOffset + all.length(first) <= offset) {
      firstOffset += all.length(first++);
    }
    long end = offset + ContentSampler.WINDOW;
    long from = firstOffset;
    long literals = 0;
    for (int i = first; from < end && i < all.count(); i++) {
      long to = from + all.length(i);
      literals += from > offset ? OP : 0;
      literals += all.kind(i) == Op.INSERT ? Math.min(to, end) - Math.max(from, offset) : 0;
      from = to;
    }
    return literals >= HALF;
  }
}
