package dev.silt.match;

import dev.silt.delta.OpList;
import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import java.io.IOException;

/**
 * One search for the seeds of a target: exact matches, each on a diagonal (base offset minus target
 * offset). After a seed ends, the same diagonal is tried first; then the index is asked at every
 * target offset, and a candidate is taken if it has clearly more equal bytes than the diagonal that
 * the search is on, as in bsdiff. The last seed stays pending: a better one may swallow it. The
 * index is built when it is first needed; in a quick search not while bytes were only put in or
 * left out here and there. Linear in both lengths: a candidate is judged by at most {@link #JUDGED}
 * bytes on each side, and a target byte pays for {@link #CANDIDATES}; one whose page of the base
 * has to be read counts as {@link #PAGE_PRICE}. Where that is used up, seeds are missed; in no
 * program or text that was tried it is.
 */
final class MatchRun {

  static final int BASE_PAGES = 512; // 8 MiB
  private static final int TARGET_PAGES = 128; // 2 MiB
  private static final int JUDGED = 4096;
  private static final int MIN_SUFFIX = 64;
  private static final int RESUME = 32; // how far behind a difference the diagonal is tried first
  private static final int RESUME_RUN = 24; // equal bytes there that are good enough
  private static final int ENOUGH = 24; // gain along the diagonal that ends the search
  private static final int CHECK = 32; // distance of looks along the diagonal
  private static final int PATIENCE = 10; // 2^this unmatched bytes double the stride
  private static final int KEEP = 8; // bytes of a seed worth keeping beside a better one
  private static final int PRICE = 11; // bytes that a change of diagonal costs at least
  private static final int PROBE = 512; // bytes that two diagonals are compared by, if in doubt
  private static final int PROBE_GAIN = 48; // fewer differences there that decide
  private static final int PROBE_MIN = 64; // bytes to the next such comparison
  private static final int PROBE_MAX = 2048; // the same, when they led to nothing
  private static final int CANDIDATES = 1; // to be judged for each target byte, on average
  private static final int FREE_CANDIDATES = 1 << 12; // beside those
  private static final int PAGE_PRICE = 16; // of reading a page, in candidates
  private static final int NEAR = 1 << 14; // how far bytes put in or left out move the diagonal
  private static final int NEAR_ENOUGH = 1 << 12; // equal bytes on a diagonal near by that suffice

  private final Effort effort;
  private final PagedBytes base;
  private final PagedBytes target;
  private final OpWriter writer;
  private final long[] offsets;
  private final long limit;

  // The pending seed.
  private long start;
  private long end;
  private long diagonal;

  // The best candidate for the next one.
  private long bestGain;
  private long bestStart;
  private long bestEnd;
  private long bestDiagonal;

  private final DifferenceCost differences = new DifferenceCost(PROBE);
  private long nextProbe;
  private int probeInterval = PROBE_MIN;

  private long work;
  private long candidateCount;
  private long falseMatchCount;
  private long judged; // candidates, and pages read for them at their price
  private long nearLeft; // offsets to be looked at near by before the index is built

  private MatchRun(Effort effort, PagedBytes base, PagedBytes target) throws IOException {
    this.effort = effort;
    this.base = base;
    this.target = target;
    this.writer = new OpWriter(base, target);
    this.offsets = new long[SampledIndex.BUCKET];
    this.nearLeft = base.length();
    long shorter = Math.min(base.length(), target.length());
    this.end = PagedBytes.equalAfter(target, 0, base, 0, shorter);
    long suffix =
        PagedBytes.equalBefore(target, target.length(), base, base.length(), shorter - end);
    this.limit = target.length() - (suffix < MIN_SUFFIX ? 0 : suffix);
  }

  static MatchRun of(Effort effort, ByteSource base, ByteSource target) throws IOException {
    return new MatchRun(
        effort, PagedBytes.of(base, BASE_PAGES), PagedBytes.of(target, TARGET_PAGES));
  }

  /** {@return bytes compared while candidates were judged: what has to stay linear} */
  long work() {
    return work;
  }

  /** {@return windows that the index found} */
  long candidateCount() {
    return candidateCount;
  }

  /** {@return those of them that were other bytes with a like hash} */
  long falseMatchCount() {
    return falseMatchCount;
  }

  /** {@return candidates judged, and pages read for them: what has to stay linear too} */
  long judged() {
    return judged;
  }

  OpList run() throws IOException {
    SampledIndex index = null;
    while (end < limit) {
      if (resume()) {
        continue;
      }
      if (limit - end < effort.window()) {
        break;
      }
      if (index == null) {
        if (effort.stepsOver() && near()) {
          continue;
        }
        index = SampledIndex.build(base, effort.window(), effort.minStep());
      }
      if (!search(index)) {
        break;
      }
      accept();
    }
    writer.seed(start, end, diagonal);
    if (limit < target.length()) {
      writer.seed(limit, target.length(), base.length() - target.length());
    }
    return writer.finish();
  }

  /** Goes on along the diagonal if it matches again soon. */
  private boolean resume() throws IOException {
    long to = Math.min(limit, base.length() - diagonal);
    long near = Math.min(to, end + RESUME);
    for (long at = end; at < near; at++) {
      long run = PagedBytes.equalAfter(target, at, base, at + diagonal, to - at);
      if (run >= RESUME_RUN) {
        writer.seed(start, end, diagonal);
        start = at;
        end = at + run;
        return true;
      }
      at += run;
    }
    return false;
  }

  /** Finds a long seed a little further on, on a diagonal near by, without the index. */
  private boolean near() throws IOException {
    for (int ahead = RESUME; ahead <= NEAR; ahead *= 4) {
      long at = end + ahead;
      long from = Math.max(0, at + diagonal - NEAR);
      long to = Math.min(base.length() - NEAR_ENOUGH, at + diagonal + NEAR);
      if (at + NEAR_ENOUGH > limit || to <= from || nearLeft < to - from) {
        return false;
      }
      nearLeft -= to - from;
      work += to - from;
      long found = firstLike(target.longAt(at), from, to);
      if (found < to
          && PagedBytes.equalAfter(target, at, base, found, NEAR_ENOUGH) == NEAR_ENOUGH) {
        writer.seed(start, end, diagonal);
        long back = Math.min(at - end, found);
        start = at - PagedBytes.equalBefore(target, at, base, found, back);
        diagonal = found - at;
        long max = Math.min(limit - at, base.length() - found);
        end = at + PagedBytes.equalAfter(target, at, base, found, max);
        return true;
      }
    }
    return false;
  }

  /** The first offset in a range of the base with these eight bytes, or the range's end. */
  private long firstLike(long bytes, long from, long to) throws IOException {
    for (long at = from; at < to; ) {
      byte[] page = base.page(at);
      int x = PagedBytes.indexInPage(at);
      int n = (int) Math.min(PagedBytes.PAGE - x, to - at);
      for (int k = 0; k < n; k++) {
        if (LittleEndian.getLong(page, x + k) == bytes) {
          return at + k;
        }
      }
      at += n;
    }
    return to;
  }

  /** Looks for the next seed after the pending one; false if there is none. */
  private boolean search(SampledIndex index) throws IOException {
    bestGain = 0;
    long stop = Math.min(limit, target.length() - effort.window() + 1);
    for (long at = end; at < stop; at++) {
      at = nextHit(index, at, stop);
      if (at >= stop) {
        break;
      }
      boolean found = bestGain > 0;
      judgeAll(index, at);
      if (bestGain > 0 && bestDiagonal == diagonal) {
        break;
      }
      if (!found && bestGain > 0) {
        stop = Math.min(stop, at + 1 + Math.min(effort.lookahead(), index.step()));
      }
    }
    return bestGain > 0;
  }

  /** The next offset where the index or the diagonal has something to offer. */
  private long nextHit(SampledIndex index, long from, long stop) throws IOException {
    long at = from;
    while (at < stop) {
      long along = at + diagonal;
      if (along >= 0
          && along + Long.BYTES <= base.length()
          && target.longAt(at) == base.longAt(along)) {
        return at;
      }
      int x = PagedBytes.indexInPage(at);
      int n = (int) Math.min(Math.min(CHECK, PagedBytes.PAGE - x), stop - at);
      int stride = stride(at - end);
      int hit = index.nextHit(target.page(at), x, x + n, stride) - x;
      at += hit;
      if (hit < n) {
        return at;
      }
    }
    return stop;
  }

  /** Looks ever less closely, up to every 16th window, where nothing has matched for long. */
  private int stride(long unmatched) {
    int doublings = 63 - Long.numberOfLeadingZeros(unmatched >>> PATIENCE | 1);
    return 1 << Math.min(4, doublings);
  }

  private void judgeAll(SampledIndex index, long at) throws IOException {
    judge(at, diagonal);
    if (bestGain >= ENOUGH || judged > FREE_CANDIDATES + CANDIDATES * at) {
      return;
    }
    long loads = base.loads();
    long hash = index.hash(target.page(at), PagedBytes.indexInPage(at));
    if (hash != 0) {
      int count = index.candidates(hash, offsets);
      for (int i = 0; i < count; i++) {
        if (offsets[i] - at != diagonal) {
          candidateCount++;
          judge(at, offsets[i] - at);
        }
      }
      judged += count + PAGE_PRICE * (base.loads() - loads);
    }
  }

  /** Takes the match through a target offset along a diagonal as best candidate if it is. */
  private void judge(long at, long along) throws IOException {
    if (bestGain > 0 && along == bestDiagonal && at < bestEnd
        || at + along < 0
        || at + along >= base.length()) {
      return;
    }
    long max = Math.min(JUDGED, Math.min(limit - at, base.length() - at - along));
    long after = PagedBytes.equalAfter(target, at, base, at + along, max);
    if (after < Long.BYTES) {
      falseMatchCount += along == diagonal ? 0 : 1;
      return;
    }
    long floor = along == diagonal ? end : start;
    long back = Math.min(JUDGED, Math.min(at - floor, at + along));
    long before = PagedBytes.equalBefore(target, at, base, at + along, back);
    work += before + after + 1;
    long gain = before + after - cost(along - diagonal);
    if (gain <= bestGain) {
      return;
    }
    if (along != diagonal) {
      gain -= equalAlongPending(at - before, at + after);
      work += before + after;
      if (gain <= 0 && bestGain == 0 && at >= nextProbe) {
        gain = probe(at, along);
      }
    }
    if (gain > bestGain) {
      bestGain = gain;
      bestStart = at - before;
      bestEnd = at + after;
      bestDiagonal = along;
    }
  }

  /** Bytes that a match must save, so that the ops it takes pay. */
  private int cost(long distance) {
    return distance == 0
        ? 3
        : (PRICE << writer.pressure()) + (70 - Long.numberOfLeadingZeros(Math.abs(distance))) / 8;
  }

  /** What changing to another diagonal saves in the next bytes, where both have as much equal. */
  private long probe(long at, long along) throws IOException {
    long left = Math.min(base.length() - Math.max(along, diagonal), limit) - at;
    int length = (int) Math.max(0, Math.min(PROBE, left));
    long gain =
        differences.of(target, at, base, at + diagonal, length)
            - differences.of(target, at, base, at + along, length)
            - PROBE_GAIN;
    probeInterval = gain > 0 ? PROBE_MIN : Math.min(2 * probeInterval, PROBE_MAX);
    nextProbe = at + probeInterval;
    work += 2L * length;
    return gain;
  }

  /** How many of the bytes of a target range the pending seed's diagonal has right. */
  private long equalAlongPending(long from, long to) throws IOException {
    long known = Math.max(0, Math.min(end, to) - from);
    long rest = Math.min(to, base.length() - diagonal) - (from + known);
    return rest <= 0
        ? known
        : known + PagedBytes.countEqual(target, from + known, base, from + known + diagonal, rest);
  }

  /** Makes the best candidate the pending seed. */
  private void accept() throws IOException {
    boolean swallows = bestDiagonal != diagonal && bestStart - start < KEEP && bestStart < end;
    if (swallows) {
      long back = Math.min(bestStart - writer.end(), bestStart + bestDiagonal);
      bestStart -= PagedBytes.equalBefore(target, bestStart, base, bestStart + bestDiagonal, back);
    } else {
      writer.seed(start, end, diagonal);
      bestStart = Math.max(bestStart, end);
    }
    start = bestStart;
    diagonal = bestDiagonal;
    long max = Math.min(limit - bestEnd, base.length() - bestEnd - diagonal);
    end = bestEnd + PagedBytes.equalAfter(target, bestEnd, base, bestEnd + diagonal, max);
  }
}
