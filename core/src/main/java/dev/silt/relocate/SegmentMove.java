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
  public static final int MAX_COUNT = 16;

  /**
   * Compares two programs.
   *
   * @param base the base's layout
   * @param target the target's
   * @return a move for each segment that both have
   */
  public static List<SegmentMove> of(ElfLayout base, ElfLayout target) {
    List<SegmentMove> moves = new ArrayList<>();
    int count = Math.min(base.segments().size(), target.segments().size());
    for (int i = 0; i < count; i++) {
      Segment from = base.segments().get(i);
      Segment to = target.segments().get(i);
      moves.add(
          new SegmentMove(
              to.offset() - from.offset(),
              to.address() - from.address(),
              to.length() - from.length()));
    }
    return moves;
  }

  Segment of(Segment base) {
    return new Segment(base.offset() + offset, base.address() + address, base.length() + length, 0);
  }
}
