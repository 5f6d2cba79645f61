package dev.silt.encode;

import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import dev.silt.io.ByteSource;
import dev.silt.relocate.RunList;
import java.io.IOException;
import java.util.Arrays;

/**
 * Ops on the same runs as others, but with a base that reads otherwise: what of each run is equal
 * now is a copy, the rest an add. Counts what differs. Not safe for several threads.
 */
final class AddSplit {

  private static final int MIN_COPY = 256; // as the matcher does

  private static final int BUFFER_LENGTH = 1 << 16;

  private final boolean whole;
  private final OpList ops = new OpList();
  private final byte[] made = new byte[BUFFER_LENGTH];
  private final byte[] wanted = new byte[BUFFER_LENGTH];
  private long differenceCount;

  /** What a run reads, by its place in the target. */
  interface Seen {
    ByteSource forTarget(long targetOffset);
  }

  private AddSplit(boolean whole) {
    this.whole = whole;
  }

  /**
   * Splits.
   *
   * @param target the target content
   * @param runs the runs, in order
   * @param seen what each reads
   * @param whole whether each run stays one op: fewer ops, longer adds
   */
  static AddSplit of(ByteSource target, RunList runs, Seen seen, boolean whole) throws IOException {
    AddSplit split = new AddSplit(whole);
    long position = 0;
    for (int i = 0; i < runs.count(); i++) {
      long start = runs.targetOffset(i);
      if (start > position) {
        split.ops.add(Op.INSERT, start - position, 0);
      }
      split.run(target, start, seen.forTarget(start), runs.baseOffset(i), runs.length(i));
      position = start + runs.length(i);
    }
    if (position < target.length()) {
      split.ops.add(Op.INSERT, target.length() - position, 0);
    }
    return split;
  }

  /** Counts what differs where ops add to their base as it is. */
  static long differences(ByteSource target, OpList ops, ByteSource base) throws IOException {
    AddSplit split = new AddSplit(true);
    long position = 0;
    for (int i = 0; i < ops.count(); i++) {
      if (ops.kind(i) == Op.ADD) {
        split.run(target, position, base, ops.baseOffset(i), ops.length(i));
      }
      position += ops.length(i);
    }
    return split.differenceCount;
  }

  OpList ops() {
    return ops;
  }

  /** {@return bytes of the runs that are not as they are in the base} */
  long differenceCount() {
    return differenceCount;
  }

  private void run(ByteSource target, long start, ByteSource base, long baseStart, long length)
      throws IOException {
    long written = 0; // all before it is in the ops
    long addEnd = 0; // from written to here an open add, from here on equal bytes
    for (long done = 0; done < length; ) {
      int n = (int) Math.min(BUFFER_LENGTH, length - done);
      target.readFully(start + done, wanted, 0, n);
      base.readFully(baseStart + done, made, 0, n);
      for (int i = 0; i < n; i++) {
        int equal = Arrays.mismatch(wanted, i, n, made, i, n);
        if (equal < 0) {
          break;
        }
        i += equal;
        long at = done + i;
        if (!whole && (at - addEnd >= MIN_COPY || addEnd == written)) {
          ops.add(Op.ADD, addEnd - written, baseStart + written);
          ops.add(Op.COPY, at - addEnd, baseStart + addEnd);
          written = at;
        }
        differenceCount++;
        addEnd = at + 1;
      }
      done += n;
    }
    if (whole && addEnd > 0) {
      addEnd = length;
    }
    ops.add(Op.ADD, addEnd - written, baseStart + written);
    ops.add(Op.COPY, length - addEnd, baseStart + addEnd);
  }
}
