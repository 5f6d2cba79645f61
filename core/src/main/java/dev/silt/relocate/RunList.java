package dev.silt.relocate;

import java.util.Arrays;

/**
 * What went where: stretches of the base that stand as a whole in the target, differences or not.
 * Not safe for several threads while it is filled.
 */
public final class RunList {

  /** Runs of one content at most, so that an applier's heap is bounded. */
  public static final int MAX_COUNT = 1 << 18;

  private long[] baseOffsets = new long[64];
  private long[] targetOffsets = new long[64];
  private long[] lengths = new long[64];
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
        && baseOffsets[last] + lengths[last] == baseOffset
        && targetOffsets[last] + lengths[last] == targetOffset) {
      lengths[last] += length;
      return;
    }
    if (count == lengths.length) {
      baseOffsets = Arrays.copyOf(baseOffsets, 2 * count);
      targetOffsets = Arrays.copyOf(targetOffsets, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    baseOffsets[count] = baseOffset;
    targetOffsets[count] = targetOffset;
    lengths[count] = length;
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
    return baseOffsets[index];
  }

  /**
   * Returns where the target has a run.
   *
   * @param index which
   * @return offset
   */
  public long targetOffset(int index) {
    return targetOffsets[index];
  }

  /**
   * Returns how long a run is.
   *
   * @param index which
   * @return bytes
   */
  public long length(int index) {
    return lengths[index];
  }

  /** {@return whether a run has a base offset} */
  boolean hasBase(int index, long offset) {
    return offset >= baseOffsets[index] && offset - baseOffsets[index] < lengths[index];
  }
}
