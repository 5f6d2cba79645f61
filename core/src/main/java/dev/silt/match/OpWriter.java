package dev.silt.match;

import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import java.io.IOException;

/**
 * Turns seeds, given in target order, into ops. The gap between two seeds is shared out as bsdiff
 * does: the left one's diagonal is followed forwards and the right one's backwards as long as that
 * keeps more equal bytes than differing ones; where they meet, the split with the most equal bytes
 * is taken; what neither covers is an insert. Along a diagonal, long equal runs are copies, and the
 * stretches with differences are adds.
 */
final class OpWriter {

  private static final int BLOCK = 256;

  private final PagedBytes base;
  private final PagedBytes target;
  private final OpList ops = new OpList();
  private long diagonal;
  private long end;

  OpWriter(PagedBytes base, PagedBytes target) {
    this.base = base;
    this.target = target;
  }

  /** {@return base offset minus target offset of the last seed} */
  long diagonal() {
    return diagonal;
  }

  /** {@return target bytes written} */
  long end() {
    return end;
  }

  /**
   * Writes the gap before a seed and the seed.
   *
   * @param start its first target byte, not before {@link #end}
   * @param seedEnd after its last target byte
   * @param seedDiagonal its base offset minus target offset
   */
  void seed(long start, long seedEnd, long seedDiagonal) throws IOException {
    long gap = start - end;
    if (gap > 0) {
      long after = tolerantAfter(gap);
      long before = tolerantBefore(start, seedDiagonal, gap);
      if (after + before > gap) {
        long from = start - before;
        long split = diagonal == seedDiagonal ? from : bestSplit(from, end + after, seedDiagonal);
        after = split - end;
        before = start - split;
      }
      aligned(end, end + after, diagonal);
      ops.add(Op.INSERT, gap - after - before, 0);
      aligned(start - before, start, seedDiagonal);
    }
    ops.add(Op.COPY, seedEnd - start, start + seedDiagonal);
    diagonal = seedDiagonal;
    end = seedEnd;
  }

  /** Writes what is left after the last seed. */
  OpList finish() throws IOException {
    long gap = target.length() - end;
    long after = tolerantAfter(gap);
    aligned(end, end + after, diagonal);
    ops.add(Op.INSERT, gap - after, 0);
    return ops;
  }

  private long tolerantAfter(long gap) throws IOException {
    long max = Math.min(gap, base.length() - end - diagonal);
    long best = 0;
    int score = 0;
    int bestScore = 0;
    for (long i = 0; i < max && score > bestScore - Tuning.DROP; ) {
      boolean equal = target.at(end + i) == base.at(end + diagonal + i);
      score += equal ? Tuning.EQUAL : -Tuning.DIFFERENT;
      i++;
      if (score > bestScore) {
        bestScore = score;
        best = i;
      }
    }
    return best;
  }

  private long tolerantBefore(long start, long seedDiagonal, long gap) throws IOException {
    long max = Math.min(gap, start + seedDiagonal);
    long best = 0;
    int score = 0;
    int bestScore = 0;
    for (long i = 0; i < max && score > bestScore - Tuning.DROP; ) {
      i++;
      boolean equal = target.at(start - i) == base.at(start + seedDiagonal - i);
      score += equal ? Tuning.EQUAL : -Tuning.DIFFERENT;
      if (score > bestScore) {
        bestScore = score;
        best = i;
      }
    }
    return best;
  }

  /** Where to change to the right diagonal within a stretch that both cover. */
  private long bestSplit(long from, long to, long right) throws IOException {
    byte[] block = new byte[BLOCK];
    long best = from;
    int lead = 0;
    int bestLead = 0;
    for (long at = from; at < to; at += BLOCK) {
      int n = (int) Math.min(BLOCK, to - at);
      for (int i = 0; i < n; i++) {
        block[i] = (byte) (target.at(at + i) == base.at(at + diagonal + i) ? 1 : 0);
      }
      for (int i = 0; i < n; i++) {
        lead += block[i] - (target.at(at + i) == base.at(at + right + i) ? 1 : 0);
        if (lead > bestLead) {
          bestLead = lead;
          best = at + i + 1;
        }
      }
    }
    return best;
  }

  /** Writes copies and adds for a stretch along one diagonal. */
  private void aligned(long from, long to, long along) throws IOException {
    long add = -1; // where the open add began
    long at = from;
    while (at < to) {
      long equal = PagedBytes.equalAfter(target, at, base, at + along, to - at);
      if (equal >= Tuning.COPY || add < 0 || at + equal == to) {
        if (add >= 0) {
          ops.add(Op.ADD, at - add, add + along);
          add = -1;
        }
        ops.add(Op.COPY, equal, at + along);
      }
      at += equal;
      if (at < to && add < 0) {
        add = at;
      }
      while (at < to && target.at(at) != base.at(at + along)) {
        at++;
      }
    }
    if (add >= 0) {
      ops.add(Op.ADD, to - add, add + along);
    }
  }
}
