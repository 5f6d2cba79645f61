package dev.silt.encode;

import dev.silt.delta.OpList;
import dev.silt.delta.OpRuns;
import dev.silt.io.ByteSource;
import dev.silt.relocate.ElfLayout;
import dev.silt.relocate.FieldKinds;
import dev.silt.relocate.Relocation;
import dev.silt.relocate.RelocationHints;
import dev.silt.relocate.RunList;
import dev.silt.relocate.SegmentMove;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ops of a program on its relocated base.
 *
 * @param ops on the base content
 * @param hints what has to be said of the relocation beside the ops
 */
record RelocatedMatch(OpList ops, RelocationHints hints) {

  /** What a byte that differs costs, in hundredths of a byte, whatever the base is. */
  private static final int DIFFERENCE = 60;

  /** What the moves cost, and what it takes to be worth the trouble. */
  private static final int LEAST_GAIN = 6400;

  /** Fields that may get wrong for each that gets right while it is not known what went where. */
  private static final int FIRST_PATIENCE = 4;

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
   * @return the cheapest ops found; null if those given are cheaper, or one of the two is no
   *     program
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
    RunList runs = OpRuns.of(ops);
    for (int pass = 0; pass < passes && runs.count() <= RunList.MAX_COUNT; pass++) {
      Relocation first = relocation(base, from, moves, runs, target, FIRST_PATIENCE);
      runs = OpRuns.of(matcher.match(first.all(), target));
      if (runs.count() > RunList.MAX_COUNT) {
        break;
      }
      Relocation second = relocation(base, from, moves, runs, target, 1);
      AddSplit split = AddSplit.of(target, runs, second::forTarget);
      long cost = cost(split.ops(), split.differenceCount());
      if (cost < bestCost && split.ops().count() <= RunList.MAX_COUNT) {
        bestCost = cost;
        best = new RelocatedMatch(split.ops(), new RelocationHints(moves, second.kinds()));
      }
    }
    return best;
  }

  /** With those kinds of fields that are worth it. */
  private static Relocation relocation(
      ByteSource base,
      ElfLayout layout,
      List<SegmentMove> moves,
      RunList runs,
      ByteSource target,
      int patience)
      throws IOException {
    RelocationHints all = new RelocationHints(moves, FieldKinds.ALL);
    FieldKinds useful = Relocation.of(base, layout, all, runs).useful(target, patience);
    return Relocation.of(base, layout, new RelocationHints(moves, useful), runs);
  }

  private static long cost(OpList ops, long differenceCount) {
    return OpCost.withoutDifferences(ops) + DIFFERENCE * differenceCount;
  }
}
