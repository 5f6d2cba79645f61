package dev.silt.relocate;

import java.util.ArrayList;
import java.util.List;

/**
 * How a segment of the target differs from the base's segment of the same number.
 *
 * @param offset difference of the offsets in the file
 * @param address difference of the addresses
 * @param length difference of the lengths in the file
 */
public record SegmentMove(long offset, long address, long length) {

  /** Segments of one program at most. */
  static final int MAX_SEGMENTS = 16;

  /** Moves of one program at most: its segments and its unwind table. */
  public static final int MAX_COUNT = MAX_SEGMENTS + 1;

  /**
   * Compares two programs.
   *
   * @param base the base's layout
   * @param target the target's
   * @return a move for each segment that both have; then, if the base has no more, one for the
   *     unwind table if both have it
   */
  public static List<SegmentMove> of(ElfLayout base, ElfLayout target) {
    List<SegmentMove> moves = new ArrayList<>();
    int count = Math.min(base.segments().size(), target.segments().size());
    for (int i = 0; i < count; i++) {
      moves.add(between(base.segments().get(i), target.segments().get(i)));
    }
    Segment from = base.unwindTable();
    Segment to = target.unwindTable();
    if (from != null && to != null && count == base.segments().size()) {
      moves.add(between(from, to));
    }
    return moves;
  }

  private static SegmentMove between(Segment from, Segment to) {
    return new SegmentMove(
        to.offset() - from.offset(), to.address() - from.address(), to.length() - from.length());
  }

  Segment of(Segment base) {
    return new Segment(base.offset() + offset, base.address() + address, base.length() + length, 0);
  }
}
