package dev.silt.encode;

import dev.silt.delta.ContentOps;
import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import dev.silt.io.Leb128;
import org.jspecify.annotations.Nullable;

/**
 * Estimates what ops cost in a delta, with the rates that the streams of a distribution upgrade
 * were compressed at. Stateless.
 */
final class OpCost {

  /** What a byte of each stream costs, in hundredths of a byte. */
  private static final int NUMBER = 57;

  private static final int ADDED = 10;
  static final int LITERAL = 32;

  /** What an added byte costs that is not 0; the others are free then. */
  private static final int DIFFERENCE = 60;

  /** What a byte costs that does not compress. */
  static final int DENSE = 100;

  /** What a byte of bitcode costs as it is. */
  static final int PACKED_BITS = 70;

  /** What a base file costs: its number, twice. */
  private static final int FILE = 400;

  private OpCost() {}

  /** {@return what a content costs that is all literals, in hundredths of a byte} */
  static long ofLiterals(long length) {
    return length * LITERAL;
  }

  /**
   * Estimates.
   *
   * @param ops of one content
   * @param fileCount base files that they read
   * @return hundredths of a byte
   */
  static long of(OpList ops, int fileCount) {
    return withoutDifferences(ops) + (long) fileCount * FILE + ADDED * ops.totalLength(Op.ADD);
  }

  /**
   * Estimates better, where it is known how much differs.
   *
   * @param ops of one content
   * @param differenceCount bytes of its runs that are not as they are in the base
   * @param dense whether literals and differences do not compress
   * @return hundredths of a byte
   */
  static long withDifferences(OpList ops, long differenceCount, boolean dense) {
    long cost = withoutDifferences(ops);
    return dense
        ? cost + (DENSE - LITERAL) * ops.totalLength(Op.INSERT) + DENSE * differenceCount
        : cost + DIFFERENCE * differenceCount;
  }

  /**
   * Estimates what a content costs whose literals are not like others.
   *
   * @param ops of one content; null if it is all literals
   * @param length of the content
   * @param fileCount base files that the ops read
   * @param differenceCount bytes that differ where they add; -1 if that is not known
   * @param literal what a literal costs
   * @return hundredths of a byte
   */
  static long of(
      @Nullable OpList ops, long length, int fileCount, long differenceCount, int literal) {
    if (ops == null) {
      return NUMBER * 2 + length * literal;
    }
    long differences =
        differenceCount < 0 ? ADDED * ops.totalLength(Op.ADD) : DIFFERENCE * differenceCount;
    return withoutDifferences(ops)
        + (long) (literal - LITERAL) * ops.totalLength(Op.INSERT)
        + (long) fileCount * FILE
        + differences;
  }

  private static long withoutDifferences(OpList ops) {
    long cost = 0;
    long expected = 0;
    for (int i = 0; i < ops.count(); i++) {
      Op kind = ops.kind(i);
      long length = ops.length(i);
      cost += (long) NUMBER * lengthOf(ContentOps.number(kind, length));
      if (kind == Op.INSERT) {
        cost += LITERAL * length;
        expected += length;
      } else {
        long offset = ops.baseOffset(i);
        cost += (long) NUMBER * lengthOf(Leb128.zigzag(offset - expected));
        expected = offset + length;
      }
    }
    return cost;
  }

  private static int lengthOf(long number) {
    return (70 - Long.numberOfLeadingZeros(number | 1)) / 7;
  }
}
