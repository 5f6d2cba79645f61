package dev.silt.relocate;

import java.util.Arrays;
import java.util.List;

/**
 * How far what stands at an address of the base has moved. Of what no run has it is not known.
 * Heap: four bytes for each 512 bytes of the base, 12 for each run, 16 while it is made. Immutable.
 */
final class AddressMap {

  /** No answer. */
  static final long UNKNOWN = Long.MIN_VALUE;

  /** Shorter runs are likely to be chance. */
  private static final int MIN_LENGTH = 8;

  /** Runs before an offset that are looked at: runs may overlap in the base. */
  private static final int LOOK_BACK = 6;

  /** The same for 32-bit ARM, whose code has fewer bytes that tell one place from another. */
  private static final int ARM_MIN_LENGTH = 32;

  private static final int PAGE_LOG = 9;

  private final ElfLayout base;
  private final long baseLength;
  private final Segment[] target;
  private final SegmentLookup targetLookup;

  /** Base offsets of the runs, ascending. */
  private final int[] starts;

  /** Where they end in the base. */
  private final int[] ends;

  /** Target offsets minus base offsets. */
  private final int[] moves;

  /** For each page of the base how many runs begin before it. */
  private final int[] before;

  AddressMap(ElfLayout base, long baseLength, List<SegmentMove> moves, RunList runs) {
    this.base = base;
    this.baseLength = baseLength;
    List<Segment> segments = base.segments();
    this.target =
        java.util.stream.IntStream.range(0, Math.min(moves.size(), segments.size()))
            .mapToObj(i -> moves.get(i).of(segments.get(i)))
            .toArray(Segment[]::new);
    this.targetLookup = new SegmentLookup(List.of(target));
    long[] keys = new long[runs.count()];
    int count = 0;
    int least = base.machine() == Machine.ARM ? ARM_MIN_LENGTH : MIN_LENGTH;
    for (int i = 0; i < keys.length; i++) {
      if (runs.length(i) >= least && runs.baseOffset(i) < baseLength) {
        keys[count++] = runs.baseOffset(i) << 32 | i;
      }
    }
    Arrays.sort(keys, 0, count);
    starts = new int[count];
    ends = new int[count]; // first the numbers of the runs
    before = new int[(int) (baseLength >>> PAGE_LOG) + 2];
    for (int i = 0; i < count; i++) {
      starts[i] = (int) (keys[i] >>> 32);
      ends[i] = (int) keys[i];
      before[(int) (keys[i] >>> 32 + PAGE_LOG) + 1]++;
    }
    this.moves = new int[count];
    for (int i = 0; i < count; i++) {
      int run = ends[i];
      this.moves[i] = (int) (runs.targetOffset(run) - starts[i]);
      ends[i] = (int) (starts[i] + Math.min(runs.length(run), baseLength - starts[i]));
    }
    for (int page = 1; page < before.length; page++) {
      before[page] += before[page - 1];
    }
  }

  /** {@return how many runs there are} */
  int count() {
    return starts.length;
  }

  /** {@return base offset of the run at a place in the order of base offsets} */
  int start(int place) {
    return starts[place];
  }

  /** {@return where it ends in the base} */
  int end(int place) {
    return ends[place];
  }

  /** {@return its target offset minus its base offset} */
  long moved(int place) {
    return moves[place];
  }

  /** {@return the place of the last run that begins at or before an offset; -1 if none does} */
  int placeOf(long offset) {
    int page = (int) (offset >>> PAGE_LOG);
    int low = before[page];
    int high = before[page + 1];
    while (low < high) {
      int middle = low + high >>> 1;
      if (starts[middle] <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** {@return target address minus base address of what is at a base address} */
  long shift(long address) {
    long offset = base.offsetOf(address);
    if (offset < 0) {
      return shiftOfZeros(address);
    }
    long moved = targetOffset(offset);
    long made = moved == UNKNOWN ? UNKNOWN : targetAddress(moved);
    return made == UNKNOWN ? UNKNOWN : made - address;
  }

  /** {@return where the target has what the base has at an offset, which may be any number} */
  long targetOffset(long offset) {
    if (offset < 0 || offset >= baseLength) {
      return UNKNOWN;
    }
    int last = placeOf(offset);
    for (int place = last; place >= 0 && place > last - LOOK_BACK; place--) {
      if (offset < ends[place]) {
        return offset + moves[place];
      }
    }
    return UNKNOWN;
  }

  /** Zeros behind a segment go with its end. */
  private long shiftOfZeros(long address) {
    for (int i = 0; i < target.length; i++) {
      Segment from = base.segments().get(i);
      if (from.hasZeros(address)) {
        Segment to = target[i];
        return to.address() + to.length() - from.address() - from.length();
      }
    }
    return UNKNOWN;
  }

  /** {@return the target's segments} */
  SegmentLookup targetLookup() {
    return targetLookup;
  }

  /** {@return the address of a target offset} */
  long targetAddress(long offset) {
    int at = targetLookup.at(offset);
    return at < 0 ? UNKNOWN : targetLookup.addressOf(at, offset);
  }
}
