package dev.silt.encode;

import dev.silt.delta.OpList;
import dev.silt.delta.OpRuns;
import dev.silt.io.ByteSource;
import dev.silt.relocate.ElfLayout;
import dev.silt.relocate.Relocation;
import dev.silt.relocate.RunList;
import dev.silt.relocate.SegmentMove;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ops of a program on its relocated base.
 *
 * @param ops on the base content
 * @param moves how the target's segments differ from the base's
 */
record RelocatedMatch(OpList ops, List<SegmentMove> moves) {

  /** What a byte that differs costs, in hundredths of a byte, whatever the base is. */
  private static final int DIFFERENCE = 60;

  /** What the moves cost, and what it takes to be worth the trouble. */
  private static final int LEAST_GAIN = 6400;

  /** Looks for matches. */
  interface Matcher {
    OpList match(ByteSource base, ByteSource target) throws IOException;
  }

  /**
   * Matches a program again: to its base as the ops that were found say it was moved.
   *
   * @param base the base content
   * @param target the target content
   * @param ops what was found
   * @param passes how often
   * @param matcher finds matches
   * @return the cheapest ops found; null if those given are cheaper, or one of the two is no program
   */
  static @Nullable RelocatedMatch of(
      ByteSource base, ByteSource target, OpList ops, int passes, Matcher matcher)
      throws IOException {
    ElfLayout from = ElfLayout.parse(base);
    ElfLayout to = from == null ? null : ElfLayout.parse(target);
    if (from == null || to == null || from.isAArch64() != to.isAArch64()) {
      return null;
    }
    List<SegmentMove> moves = SegmentMove.of(from, to);
    long bestCost = cost(ops, AddSplit.differences(target, ops, base)) - LEAST_GAIN;
    RelocatedMatch best = null;
    OpList last = ops;
    for (int pass = 0; pass < passes; pass++) {
      RunList runs = OpRuns.of(last);
      if (runs.count() > RunList.MAX_COUNT) {
        break;
      }
      last = matcher.match(Relocation.of(base, from, moves, runs).all(), target);
      RunList found = OpRuns.of(last);
      if (found.count() > RunList.MAX_COUNT) {
        break;
      }
      AddSplit split =
          AddSplit.of(target, found, Relocation.of(base, from, moves, found)::forTarget);
      long cost = cost(split.ops(), split.differenceCount());
      if (cost < bestCost && split.ops().count() <= RunList.MAX_COUNT) {
        bestCost = cost;
        best = new RelocatedMatch(split.ops(), moves);
      }
    }
    return best;
  }

  private static long cost(OpList ops, long differenceCount) {
    return OpCost.withoutDifferences(ops) + DIFFERENCE * differenceCount;
  }
}
