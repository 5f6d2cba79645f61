package dev.silt.encode;

import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import dev.silt.delta.PairReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The base files of a content that its ops read, and the ops on these.
 *
 * @param files numbers of the base files
 * @param ops on their contents, one after another
 * @param first whether the first of all files is among them
 */
record UsedBases(List<Integer> files, OpList ops, boolean first) {

  /**
   * Leaves out the files that no op reads.
   *
   * @param files numbers of the base files
   * @param entries know their lengths
   * @param ops on the contents of all files
   * @return what is left
   */
  static UsedBases of(List<Integer> files, BaseFiles entries, OpList ops) {
    long[] starts = new long[files.size() + 1];
    for (int i = 0; i < files.size(); i++) {
      starts[i + 1] = starts[i] + entries.length(files.get(i));
    }
    boolean[] read = new boolean[files.size()];
    for (int i = 0; i < ops.count(); i++) {
      if (ops.kind(i) != Op.INSERT) {
        long end = ops.baseOffset(i) + ops.length(i);
        for (int k = part(starts, ops.baseOffset(i)); k < read.length && starts[k] < end; k++) {
          read[k] = true;
        }
      }
    }
    List<Integer> left = new ArrayList<>();
    long[] moves = new long[files.size()];
    long gone = 0;
    for (int k = 0; k < read.length; k++) {
      moves[k] = gone;
      if (read[k]) {
        left.add(files.get(k));
      } else {
        gone += starts[k + 1] - starts[k];
      }
    }
    if (gone == 0) {
      return new UsedBases(left, ops, true);
    }
    OpList moved = new OpList();
    for (int i = 0; i < ops.count(); i++) {
      boolean insert = ops.kind(i) == Op.INSERT;
      long offset = ops.baseOffset(i);
      moved.add(ops.kind(i), ops.length(i), insert ? 0 : offset - moves[part(starts, offset)]);
    }
    return new UsedBases(left, moved, read[0]);
  }

  /** {@return the file that has the byte at an offset; files are not empty} */
  private static int part(long[] starts, long offset) {
    int at = Arrays.binarySearch(starts, offset);
    return at < 0 ? -at - 2 : at;
  }

  /** {@return the files, with the reason that the first of all files had} */
  Pair pair(PairReason reason) {
    if (files.isEmpty()) {
      return Pair.NONE;
    }
    return new Pair(files, first ? reason : PairReason.SIMILAR);
  }
}
