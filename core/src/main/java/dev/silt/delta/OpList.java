package dev.silt.delta;

import java.util.Arrays;

/**
 * The ops of one content, in target order, in packed arrays: 17 bytes an op. The target offset of
 * an op is the sum of the lengths before it. Adjacent ops that continue each other are merged as
 * they are added. Not safe for several threads while it grows.
 */
public final class OpList {

  private byte[] kinds = new byte[8];
  private long[] lengths = new long[8];
  private long[] baseOffsets = new long[8];
  private int count;
  private long targetLength;

  /**
   * Appends one op.
   *
   * @param kind what it does
   * @param length target bytes it makes; 0 appends nothing
   * @param baseOffset first byte in the base content; 0 for an insert
   */
  public void add(Op kind, long length, long baseOffset) {
    if (length < 0 || baseOffset < 0) {
      throw new IllegalArgumentException("negative length or offset");
    }
    if (length == 0) {
      return;
    }
    targetLength += length;
    if (count > 0 && kinds[count - 1] == kind.code() && continues(kind, baseOffset)) {
      lengths[count - 1] += length;
      return;
    }
    if (count == kinds.length) {
      int capacity = 2 * count;
      kinds = Arrays.copyOf(kinds, capacity);
      lengths = Arrays.copyOf(lengths, capacity);
      baseOffsets = Arrays.copyOf(baseOffsets, capacity);
    }
    kinds[count] = (byte) kind.code();
    lengths[count] = length;
    baseOffsets[count] = baseOffset;
    count++;
  }

  private boolean continues(Op kind, long baseOffset) {
    return kind == Op.INSERT || baseOffsets[count - 1] + lengths[count - 1] == baseOffset;
  }

  /** {@return how many ops there are} */
  public int count() {
    return count;
  }

  /** {@return target bytes that all ops make} */
  public long targetLength() {
    return targetLength;
  }

  /**
   * Adds up the ops of a kind.
   *
   * @param kind which
   * @return target bytes that they make
   */
  public long totalLength(Op kind) {
    long total = 0;
    for (int i = 0; i < count; i++) {
      total += kinds[i] == kind.code() ? lengths[i] : 0;
    }
    return total;
  }

  /**
   * Returns what an op does.
   *
   * @param index which op
   * @return its kind
   */
  public Op kind(int index) {
    return Op.ofCode(kinds[index]);
  }

  /**
   * Returns an op's length.
   *
   * @param index which op
   * @return target bytes it makes
   */
  public long length(int index) {
    return lengths[index];
  }

  /**
   * Returns where an op reads.
   *
   * @param index which op
   * @return first byte in the base content; 0 for an insert
   */
  public long baseOffset(int index) {
    return baseOffsets[index];
  }
}
