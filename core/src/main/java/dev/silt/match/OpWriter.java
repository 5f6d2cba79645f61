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

  private static final int MIN_COPY = 256; // shorter equal runs between differences stay in the add
  private static final int BRIDGE = 12; // longest gap within a diagonal that need not be an insert
  private static final int DROP = 64; // how far below its best a score may fall
  private static final int BLOCK = 256;

  private final PagedBytes base;
  private final PagedBytes target;
  private final OpList ops = new OpList();
  private long diagonal;
  private long end; // everything before it is decided
  private long written; // everything before it is in the ops
  private long addEnd; // from written to here: an open add, if not empty; from here to end: equal

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
   * Tells by how many bits to raise what an op must be worth, lest the list outgrow the heap: 0 up
   * to 512 Ki ops.
   */
  int pressure() {
    return Math.min(ops.count() >>> 19, 20);
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
      if (diagonal == seedDiagonal && gap - after - before <= BRIDGE) {
        after = gap - before;
      } else if (after + before > gap) {
        long from = start - before;
        long split = bestSplit(from, end + after, seedDiagonal);
        after = split - end;
        before = start - split;
      }
      aligned(end, end + after, diagonal);
      if (after + before < gap) {
        insert(gap - after - before);
      }
      aligned(start - before, start, seedDiagonal);
    }
    turnTo(seedDiagonal);
    end = seedEnd;
  }

  /** Writes what is left after the last seed. */
  OpList finish() throws IOException {
    long gap = target.length() - end;
    long after = tolerantAfter(gap);
    aligned(end, end + after, diagonal);
    insert(gap - after);
    return ops;
  }

  private long tolerantAfter(long gap) throws IOException {
    long max = Math.min(gap, base.length() - end - diagonal);
    long best = 0;
    int score = 0;
    int bestScore = 0;
    for (long i = 0; i < max && score > bestScore - DROP; ) {
      boolean equal = target.at(end + i) == base.at(end + diagonal + i);
      score += equal ? 1 : -1;
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
    for (long i = 0; i < max && score > bestScore - DROP; ) {
      i++;
      boolean equal = target.at(start - i) == base.at(start + seedDiagonal - i);
      score += equal ? 1 : -1;
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

  /** Compares a stretch along one diagonal that goes on from the last one. */
  private void aligned(long from, long to, long along) throws IOException {
    if (from == to) {
      return;
    }
    turnTo(along);
    long at = from;
    while (at < to) {
      at += PagedBytes.equalAfter(target, at, base, at + along, to - at);
      if (at == to) {
        break;
      }
      if (at - addEnd >= (long) MIN_COPY << pressure() || addEnd == written) {
        flush(at);
      }
      while (at < to && target.at(at) != base.at(at + along)) {
        at++;
      }
      addEnd = at;
    }
    end = to;
  }

  private void turnTo(long along) {
    if (along != diagonal) {
      flush(end);
      diagonal = along;
    }
  }

  private void insert(long length) {
    flush(end);
    ops.add(Op.INSERT, length, 0);
    end += length;
    written = end;
    addEnd = end;
  }

  /** Writes the open add, if there is one, and a copy up to a target offset. */
  private void flush(long to) {
    ops.add(Op.ADD, addEnd - written, written + diagonal);
    ops.add(Op.COPY, to - addEnd, addEnd + diagonal);
    written = to;
    addEnd = to;
  }
}
