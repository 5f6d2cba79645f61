package dev.silt.relocate;

import java.util.Arrays;

/**
 * What went where: stretches of the base that stand as a whole in the target, differences or not.
 * Of files below 2 GiB: 12 bytes a run, in an array that doubles. Not safe for several threads
 * while it is filled.
 */
public final class RunList {

  /** Runs of one content at most, so that an applier's heap is bounded. */
  public static final int MAX_COUNT = 1 << 19;

  /** Ops of one content at most that say what its runs are, for the same reason. */
  public static final int MAX_OPS = 1 << 20;

  private static final int TARGET = 1;
  private static final int LENGTH = 2;
  private static final int STEP = 3;

  /** Base offset, target offset and length of each, side by side as they are read together. */
  private int[] runs = new int[64 * STEP];

  private int count;

  /**
   * Adds a stretch; one that goes on from the last makes that longer.
   *
   * @param baseOffset where the base has it
   * @param targetOffset where the target has it; not before the end of the last one
   * @param length its bytes
   * @return false, and nothing is added, if there are too many, or it reaches beyond 2 GiB
   */
  public boolean add(long baseOffset, long targetOffset, long length) {
    if (length > Integer.MAX_VALUE - Math.max(baseOffset, targetOffset)) {
      return false;
    }
    int last = count - 1;
    if (count > 0
        && baseOffset(last) + length(last) == baseOffset
        && targetOffset(last) + length(last) == targetOffset) {
      runs[last * STEP + LENGTH] += (int) length;
      return true;
    }
    if (count == MAX_COUNT) {
      return false;
    }
    if (count * STEP == runs.length) {
      runs = Arrays.copyOf(runs, 2 * runs.length);
    }
    runs[count * STEP] = (int) baseOffset;
    runs[count * STEP + TARGET] = (int) targetOffset;
    runs[count * STEP + LENGTH] = (int) length;
    count++;
    return true;
  }

  /** {@return how many runs there are} */
  public int count() {
    return count;
  }

  /**
   * Returns where the base has a run.
   *
   * @param index which
   * @return offset
   */
  public long baseOffset(int index) {
    return runs[index * STEP];
  }

  /**
   * Returns where the target has a run.
   *
   * @param index which
   * @return offset
   */
  public long targetOffset(int index) {
    return runs[index * STEP + TARGET];
  }

  /**
   * Returns how long a run is.
   *
   * @param index which
   * @return bytes
   */
  public long length(int index) {
    return runs[index * STEP + LENGTH];
  }
}
