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

  /** Moves of one program at most: its segments and its landmarks. */
  public static final int MAX_COUNT = MAX_SEGMENTS + ElfLayout.MAX_LANDMARKS;

  /**
   * Compares two programs.
   *
   * @param base the base's layout
   * @param target the target's
   * @return a move for each segment of the base, then, if both have as many, one for each of its
   *     landmarks; none if the target has fewer segments
   */
  public static List<SegmentMove> of(ElfLayout base, ElfLayout target) {
    List<SegmentMove> moves = new ArrayList<>();
    int count = Math.min(base.segments().size(), target.segments().size());
    if (count < base.segments().size()) {
      return List.of();
    }
    for (int i = 0; i < count; i++) {
      moves.add(between(base.segments().get(i), target.segments().get(i)));
    }
    List<Segment> from = base.landmarks();
    List<Segment> to = target.landmarks();
    for (int i = 0; i < from.size() && from.size() == to.size(); i++) {
      moves.add(between(from.get(i), to.get(i)));
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
