package dev.silt.delta;

import dev.silt.relocate.RunList;
import java.util.Arrays;

/**
 * All ops of a content whose base is relocated, which have to be known before its first byte: 5
 * bytes an op and 12 a run, in arrays that double. Reads are where the runs are. Not safe for
 * several threads.
 */
final class KnownOps {

  private byte[] kinds = new byte[64];
  private int[] lengths = new int[64];
  private int count;
  private final RunList runs = new RunList();
  private long targetLength;

  // The walk over them.
  private int next;
  private int run;
  private long position;
  private long length;

  /**
   * Appends one op.
   *
   * @param kind what it does
   * @param opLength target bytes that it makes
   * @param baseOffset first byte in the base content; of no meaning for an insert
   * @return false, and nothing is appended, if there are too many, or they reach too far
   */
  boolean add(Op kind, long opLength, long baseOffset) {
    if (count == RunList.MAX_OPS || opLength > Integer.MAX_VALUE - targetLength) {
      return false;
    }
    if (kind != Op.INSERT && !runs.add(baseOffset, targetLength, opLength)) {
      return false;
    }
    if (count == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    kinds[count] = (byte) kind.code();
    lengths[count++] = (int) opLength;
    targetLength += opLength;
    return true;
  }

  /** {@return what of the base went where} */
  RunList runs() {
    return runs;
  }

  /** Goes to the next op; false at the end. */
  boolean next() {
    if (next == count) {
      return false;
    }
    position += length;
    length = lengths[next++];
    if (kind() != Op.INSERT) {
      while (position >= runs.targetOffset(run) + runs.length(run)) {
        run++;
      }
    }
    return true;
  }

  /** {@return what the current op does} */
  Op kind() {
    return Op.ofCode(kinds[next - 1]);
  }

  /** {@return target bytes that it makes} */
  long length() {
    return length;
  }

  /** {@return where it reads in the base content; for a copy or an add} */
  long baseOffset() {
    return runs.baseOffset(run) + position - runs.targetOffset(run);
  }
}
