package dev.silt.delta;

import dev.silt.relocate.RunList;

/** What the ops of a content say about what went where. Stateless. */
public final class OpRuns {

  private OpRuns() {}

  /**
   * Joins ops that go on from each other.
   *
   * @param ops of one content
   * @return the runs
   */
  public static RunList of(OpList ops) {
    RunList runs = new RunList();
    long position = 0;
    for (int i = 0; i < ops.count(); i++) {
      if (ops.kind(i) != Op.INSERT) {
        runs.add(ops.baseOffset(i), position, ops.length(i));
      }
      position += ops.length(i);
    }
    return runs;
  }
}
