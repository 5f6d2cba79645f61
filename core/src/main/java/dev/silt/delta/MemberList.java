package dev.silt.delta;

import java.util.Arrays;

/**
 * Where the members of a packed content come from, in runs of numbers that follow each other. 13
 * bytes a run. Not safe for several threads while it grows.
 */
public final class MemberList {

  /** Models: a content as it is, or deflated as zlib does at a level from 1 to this. */
  public static final int MAX_MODEL = 9;

  /** What a member is. */
  public enum Source {
    /** The stream of a base member, as it is. */
    STREAM(0),
    /** A new content. */
    NEW(1),
    /** The content of a base file or member. */
    BASE(2);

    static final int COUNT = 3;

    private static final Source[] BY_CODE = {STREAM, NEW, BASE};

    private final int code;

    Source(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Source ofCode(int code) {
      return BY_CODE[code];
    }
  }

  private byte[] kinds = new byte[4];
  private int[] counts = new int[4];
  private int[] firsts = new int[4];
  private int runCount;
  private int count;

  /**
   * Appends members.
   *
   * @param source what they are
   * @param first number of the first; the others follow it
   * @param length how many, 1 or more
   * @param model how they are packed; 0 for streams
   */
  public void add(Source source, int first, int length, int model) {
    byte kind = (byte) (model * Source.COUNT + source.code());
    count += length;
    int last = runCount - 1;
    if (last >= 0 && kinds[last] == kind && firsts[last] + counts[last] == first) {
      counts[last] += length;
      return;
    }
    if (runCount == counts.length) {
      kinds = Arrays.copyOf(kinds, 2 * runCount);
      counts = Arrays.copyOf(counts, 2 * runCount);
      firsts = Arrays.copyOf(firsts, 2 * runCount);
    }
    kinds[runCount] = kind;
    counts[runCount] = length;
    firsts[runCount++] = first;
  }

  /** {@return how many members there are} */
  public int count() {
    return count;
  }

  /** {@return how many runs there are} */
  public int runCount() {
    return runCount;
  }

  /**
   * Returns what a run's members are.
   *
   * @param run which
   * @return their source
   */
  public Source source(int run) {
    return Source.ofCode(kinds[run] % Source.COUNT);
  }

  /**
   * Returns how a run's members are packed.
   *
   * @param run which
   * @return 0 as they are, or a level of zlib
   */
  public int model(int run) {
    return kinds[run] / Source.COUNT;
  }

  /**
   * Returns the number of a run's first member.
   *
   * @param run which
   * @return the number
   */
  public int first(int run) {
    return firsts[run];
  }

  /**
   * Returns how many members a run has.
   *
   * @param run which
   * @return how many
   */
  public int length(int run) {
    return counts[run];
  }
}
