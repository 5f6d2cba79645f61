package dev.silt.relocate;

import java.util.Arrays;

/**
 * A guess how far each offset of the base has moved, also where no run says it: as what is before
 * it in its segment, else as what is behind. For the encoder's search only. Heap: 16 bytes for each
 * run and each gap between runs. Immutable.
 */
final class BaseCover {

  private long[] starts = new long[64];
  private long[] moves = new long[64];
  private int count;

  private BaseCover() {}

  static BaseCover of(ElfLayout layout, long baseLength, AddressMap map) {
    BaseCover cover = new BaseCover();
    long covered = 0;
    long before = 0;
    for (int place = 0; place < map.count(); place++) {
      long start = map.start(place);
      long end = map.end(place);
      long moved = map.moved(place);
      if (start > covered) {
        cover.gap(layout, covered, start, before, moved);
      }
      if (end > covered) {
        cover.add(Math.max(covered, start), moved);
        covered = end;
        before = moved;
      }
    }
    if (covered < baseLength) {
      cover.add(covered, before);
    }
    cover.grow();
    cover.starts[cover.count] = baseLength;
    return cover;
  }

  /** A gap goes with what is before it up to the end of that segment, then with what follows. */
  private void gap(ElfLayout layout, long from, long to, long before, long after) {
    Segment left = layout.segmentAt(Math.max(0, from - 1));
    Segment right = layout.segmentAt(to);
    boolean apart = right != null && !right.equals(left) && right.offset() > from;
    if (right == null || !apart) {
      add(from, before);
      return;
    }
    add(from, before);
    if (right.offset() < to) {
      add(right.offset(), after);
    }
  }

  private void add(long start, long moved) {
    grow();
    starts[count] = start;
    moves[count] = moved;
    count++;
  }

  private void grow() {
    if (count + 1 >= starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
      moves = Arrays.copyOf(moves, 2 * moves.length);
    }
  }

  /** {@return how many parts there are} */
  int count() {
    return count;
  }

  /** {@return where a part begins; of the part behind the last one, the base's length} */
  long start(int part) {
    return starts[part];
  }

  /** {@return how far a part has moved} */
  long moved(int part) {
    return moves[part];
  }

  /** {@return the part that has an offset} */
  int partAt(long offset) {
    int at = Arrays.binarySearch(starts, 0, count, offset);
    return at < 0 ? Math.max(0, -at - 2) : at;
  }
}
