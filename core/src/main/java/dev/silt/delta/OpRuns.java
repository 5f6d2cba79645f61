package dev.silt.delta;

import dev.silt.relocate.RunList;
import org.jspecify.annotations.Nullable;

/** What the ops of a content say about what went where. Stateless. */
public final class OpRuns {

  private OpRuns() {}

  /**
   * Joins ops that go on from each other.
   *
   * @param ops of one content
   * @return the runs; null if there are too many, or they reach beyond 2 GiB
   */
  public static @Nullable RunList of(OpList ops) {
    return of(ops, 1);
  }

  /**
   * Joins them, and leaves out short runs if there are too many: those shorter than the least power
   * of two that is enough.
   *
   * @param ops of one content, which together with its base has less than 2 GiB
   * @return the runs
   */
  public static RunList fitting(OpList ops) {
    for (long least = 1; ; least *= 2) {
      RunList runs = of(ops, least);
      if (runs != null) {
        return runs;
      }
    }
  }

  private static @Nullable RunList of(OpList ops, long least) {
    RunList runs = new RunList();
    long position = 0;
    for (int i = 0; i < ops.count(); ) {
      Op kind = ops.kind(i);
      long start = ops.baseOffset(i);
      long length = ops.length(i++);
      while (kind != Op.INSERT && i < ops.count() && goesOn(ops, i, start + length)) {
        length += ops.length(i++);
      }
      if (kind != Op.INSERT && length >= least && !runs.add(start, position, length)) {
        return null;
      }
      position += length;
    }
    return runs;
  }

  private static boolean goesOn(OpList ops, int index, long baseOffset) {
    return ops.kind(index) != Op.INSERT && ops.baseOffset(index) == baseOffset;
  }
}
