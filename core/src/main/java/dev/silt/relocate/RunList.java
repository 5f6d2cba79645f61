package dev.silt.relocate;

import java.util.Arrays;

/**
 * What went where: stretches of the base that stand as a whole in the target, differences or not.
 * Not safe for several threads while it is filled.
 */
public final class RunList {

  /** Runs of one content at most, so that an applier's heap is bounded. */
  public static final int MAX_COUNT = 1 << 18;

  private static final int TARGET = 1;
  private static final int LENGTH = 2;
  private static final int STEP = 3;

  /** Base offset, target offset and length of each, side by side as they are read together. */
  private long[] runs = new long[64 * STEP];

  private int count;

  /**
   * Adds a stretch; one that goes on from the last makes that longer.
   *
   * @param baseOffset where the base has it
   * @param targetOffset where the target has it; not before the end of the last one
   * @param length its bytes
   */
  public void add(long baseOffset, long targetOffset, long length) {
    int last = count - 1;
    if (count > 0
        && baseOffset(last) + length(last) == baseOffset
        && targetOffset(last) + length(last) == targetOffset) {
      runs[last * STEP + LENGTH] += length;
      return;
    }
    if (count * STEP == runs.length) {
      runs = Arrays.copyOf(runs, 2 * runs.length);
    }
    runs[count * STEP] = baseOffset;
    runs[count * STEP + TARGET] = targetOffset;
    runs[count * STEP + LENGTH] = length;
    count++;
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
