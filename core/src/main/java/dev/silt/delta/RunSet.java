package dev.silt.delta;

import java.io.IOException;
import java.util.BitSet;

/**
 * A set of numbers from 0 on, coded as alternating lengths of runs: absent, present, absent, ...;
 * the last run is a present one. Immutable.
 */
public final class RunSet {

  private final BitSet bits;

  private RunSet(BitSet bits) {
    this.bits = bits;
  }

  /**
   * Wraps a set.
   *
   * @param bits the members, copied
   * @return the set
   */
  public static RunSet of(BitSet bits) {
    return new RunSet((BitSet) bits.clone());
  }

  /**
   * Looks up a number.
   *
   * @param number 0 or more
   * @return whether it is a member
   */
  public boolean contains(long number) {
    return number <= Integer.MAX_VALUE && bits.get((int) number);
  }

  /** {@return how many members there are} */
  public int size() {
    return bits.cardinality();
  }

  void writeTo(PayloadWriter out) {
    PayloadWriter runs = new PayloadWriter();
    int runCount = 0;
    int position = 0;
    for (int start = bits.nextSetBit(0); start >= 0; start = bits.nextSetBit(position)) {
      int end = bits.nextClearBit(start);
      runs.number(start - position).number(end - start);
      position = end;
      runCount++;
    }
    out.number(runCount).bytes(runs.toBytes());
  }

  static RunSet parse(PayloadReader in, long allowed) throws IOException {
    long runCount = in.number("number of runs", allowed);
    PayloadReader runs = new PayloadReader(in.bytes(), SectionType.PLAN);
    BitSet bits = new BitSet();
    long position = 0;
    for (long i = 0; i < runCount; i++) {
      long start = position + runs.number("run", allowed);
      long length = runs.number("run", allowed);
      if ((i > 0 && start == position) || length == 0 || start + length > allowed) {
        throw in.corrupt("malformed runs");
      }
      position = start + length;
      bits.set((int) start, (int) position);
    }
    runs.end();
    return new RunSet(bits);
  }
}
