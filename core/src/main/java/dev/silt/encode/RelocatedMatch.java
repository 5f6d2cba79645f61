package dev.silt.encode;

import dev.silt.delta.OpList;
import dev.silt.delta.OpRuns;
import dev.silt.io.ByteSource;
import dev.silt.io.Spool;
import dev.silt.io.WorkFiles;
import dev.silt.match.ContentMatcher;
import dev.silt.relocate.DerivedRuns;
import dev.silt.relocate.ElfLayout;
import dev.silt.relocate.FieldKinds;
import dev.silt.relocate.Machine;
import dev.silt.relocate.Relocation;
import dev.silt.relocate.RelocationHints;
import dev.silt.relocate.RunList;
import dev.silt.relocate.SegmentMove;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ops of a program on its relocated base.
 *
 * @param ops on the base content
 * @param hints what has to be said of the relocation beside the ops
 */
record RelocatedMatch(OpList ops, RelocationHints hints) {

  /** What the moves cost, and what it takes to be worth the trouble, in hundredths of a byte. */
  private static final int LEAST_GAIN = 6400;

  /** The same as a share of the cost: estimates that differ by less say little. */
  private static final int LEAST_SHARE = 100;

  /** Fields that may get wrong for each that gets right while it is not known what went where. */
  private static final int FIRST_PATIENCE = 4;

  private static final int PIECE_LENGTH = 1 << 16;

  /**
   * Matches a program again: to its base as the ops that were found say it was moved.
   *
   * @param base the base content
   * @param content the target content
   * @param ops what was found
   * @param matchers find matches, each to the base as those of the one before say
   * @param work has room for the relocated base
   * @return the cheapest ops found; null if those given are cheaper, or one of the two is no
   *     program
   */
  static @Nullable RelocatedMatch of(
      ByteSource base,
      NewContent content,
      OpList ops,
      List<ContentMatcher> matchers,
      WorkFiles work)
      throws IOException {
    ByteSource target = content.source();
    ElfLayout from = ElfLayout.parse(base);
    ElfLayout to = from == null ? null : ElfLayout.parse(target);
    if (from == null || to == null || from.machine() != to.machine()) {
      return null;
    }
    if (content.isSkeleton() != (to.machine() == Machine.NONE)) {
      return null; // a file that begins like a skeleton: there is no transform for it
    }
    List<SegmentMove> moves = SegmentMove.of(from, to);
    if (moves.isEmpty()) {
      return null;
    }
    long bestCost = OpCost.withDifferences(ops, AddSplit.differences(target, ops, base), false);
    RelocatedMatch best = null;
    RunList runs = OpRuns.fitting(ops);
    for (ContentMatcher matcher : matchers) {
      RunList known = DerivedRuns.of(base, target, from, to, moves, runs);
      Relocation first = relocation(base, from, moves, known, target, FIRST_PATIENCE);
      runs = OpRuns.fitting(match(matcher, first.all(), target, work));
      Relocation second = relocation(base, from, moves, runs, target, 1);
      AddSplit split = split(target, runs, second);
      long cost = OpCost.withDifferences(split.ops(), split.differenceCount(), false);
      if (cost < bestCost - LEAST_GAIN - bestCost / LEAST_SHARE) {
        bestCost = cost;
        best = new RelocatedMatch(split.ops(), new RelocationHints(moves, second.kinds()));
      }
    }
    return best;
  }

  /** Divides runs into copies and adds, but for where that makes too many ops. */
  private static AddSplit split(ByteSource target, RunList runs, Relocation relocation)
      throws IOException {
    AddSplit split = AddSplit.of(target, runs, relocation::forTarget, false);
    if (split.ops().count() <= RunList.MAX_OPS) {
      return split;
    }
    relocation.rewind();
    return AddSplit.of(target, runs, relocation::forTarget, true);
  }

  /**
   * Matches to a relocated base. Long ones are written down first: the matcher comes back to what
   * its page cache does not hold any more, and relocating costs more than reading.
   */
  private static OpList match(
      ContentMatcher matcher, ByteSource relocated, ByteSource target, WorkFiles work)
      throws IOException {
    if (relocated.length() <= ContentMatcher.BASE_CACHE_LENGTH) {
      return matcher.match(relocated, target);
    }
    Spool copy = work.newSpool();
    try (InputStream in = relocated.open()) {
      byte[] piece = new byte[PIECE_LENGTH];
      for (int n = in.read(piece); n > 0; n = in.read(piece)) {
        copy.write(piece, 0, n);
      }
      copy.flush();
      return matcher.match(copy, target);
    } finally {
      work.discard(copy);
    }
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
}
