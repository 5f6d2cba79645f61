package dev.silt.encode;

import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import org.jspecify.annotations.Nullable;

/** Counts ops by kind. Not safe for several threads. */
public final class OpTally {

  private final long[] counts = new long[Op.values().length];
  private final long[] lengths = new long[Op.values().length];

  OpTally() {}

  void add(Op kind, long length) {
    counts[kind.code()]++;
    lengths[kind.code()] += length;
  }

  /** Adds a content's ops; null where it is one insert. */
  void add(@Nullable OpList ops, long length) {
    if (ops == null) {
      add(Op.INSERT, length);
      return;
    }
    for (int i = 0; i < ops.count(); i++) {
      add(ops.kind(i), ops.length(i));
    }
  }

  /**
   * Tells how many ops of a kind there are.
   *
   * @param kind which
   * @return how many
   */
  public long count(Op kind) {
    return counts[kind.code()];
  }

  /**
   * Tells what the ops of a kind make.
   *
   * @param kind which
   * @return target bytes
   */
  public long length(Op kind) {
    return lengths[kind.code()];
  }
}
