package dev.silt.match;

import dev.silt.delta.OpList;
import dev.silt.error.CancelledException;
import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Describes a target content by ops on a base content, byte by byte, whatever the lengths of the
 * two. The ops depend on nothing but the bytes and the effort. One run takes heap for its two page
 * caches and its index: at most about 43 MiB, about five times the base for small contents, and 17
 * bytes for each op besides. Safe for several threads; each call has a state of its own.
 */
public final class ContentMatcher {

  /** Bytes of a base that a run remembers: beyond that it reads some of them again. */
  public static final long BASE_CACHE_LENGTH = (long) MatchRun.BASE_PAGES * PagedBytes.PAGE;

  private final Effort effort;
  private final LongAdder candidateCount = new LongAdder();
  private final LongAdder falseMatchCount = new LongAdder();

  private ContentMatcher(Effort effort) {
    this.effort = effort;
  }

  /**
   * Makes a matcher.
   *
   * @param effort 0 (quick) to 2 (thorough)
   * @return a matcher
   */
  public static ContentMatcher create(int effort) {
    return create(Effort.of(effort));
  }

  static ContentMatcher create(Effort effort) {
    return new ContentMatcher(effort);
  }

  /** {@return windows of targets that the indexes found, in all runs that have ended} */
  public long candidateCount() {
    return candidateCount.sum();
  }

  /** {@return those of them that were not in the base: other bytes with a like hash} */
  public long falseMatchCount() {
    return falseMatchCount.sum();
  }

  /**
   * Finds the ops that make the target from the base. Inserts stand for the target's own bytes at
   * their place; the caller reads those, and subtracts the base's bytes for adds.
   *
   * @param base what the receiver has
   * @param target what is to be made
   * @return ops whose lengths add up to the target's
   * @throws CancelledException if the thread was interrupted
   * @throws IOException if a source cannot be read
   */
  public OpList match(ByteSource base, ByteSource target) throws IOException {
    MatchRun run = MatchRun.of(effort, base, target);
    OpList ops = run.run();
    candidateCount.add(run.candidateCount());
    falseMatchCount.add(run.falseMatchCount());
    return ops;
  }
}
