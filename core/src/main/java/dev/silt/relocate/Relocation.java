package dev.silt.relocate;

import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A base program as it would be if everything in it had moved to where the runs say: each field that
 * refers to something gets the value that it has when field and destination are at their new places.
 * A field that was guessed wrongly costs bytes of the delta, never correctness. Integer arithmetic
 * only; reads nothing but the base. The idea, to rewrite references so that less differs, is
 * Courgette's and Zucchini's; here nothing but the ops is stored for it.
 *
 * <p>Heap: that of the runs and 4 bytes for each 4 KiB of the base. Not safe for several threads.
 */
public final class Relocation {

  private final ByteSource base;
  private final ElfLayout layout;
  private final RunList runs;
  private final AddressMap map;
  private final FieldBlock block;
  private final long unwindShift;
  private int cursor;
  private @Nullable ByteSource cursorView;

  private Relocation(ByteSource base, ElfLayout layout, List<SegmentMove> moves, RunList runs) {
    this.base = base;
    this.layout = layout;
    this.runs = runs;
    this.map = new AddressMap(layout, base.length(), moves, runs);
    this.block = new FieldBlock(base, layout);
    Segment unwind = layout.unwindTable();
    this.unwindShift = unwind == null ? AddressMap.UNKNOWN : map.shift(unwind.address());
  }

  /**
   * Prepares.
   *
   * @param base the base content
   * @param layout its layout
   * @param moves how the target's segments differ from it
   * @param runs what went where; {@link RunList#MAX_COUNT} at most
   * @return the relocation
   */
  public static Relocation of(
      ByteSource base, ElfLayout layout, List<SegmentMove> moves, RunList runs) {
    return new Relocation(base, layout, moves, runs);
  }

  /**
   * The base as it is for one run: fields that lie in it are rewritten, all other bytes are the
   * base's.
   *
   * @param run its number
   * @return a view of the whole base content; of use until the relocation is used otherwise
   */
  public ByteSource run(int run) {
    return new View() {
      @Override
      void rewrite(long offset, byte[] buffer, int from, int count) throws IOException {
        Relocation.this.rewrite(run, offset, buffer, from, count);
      }
    };
  }

  /**
   * The base as it is for what the target has at an offset.
   *
   * @param targetOffset not before that of the last call
   * @return the view of the run that is there
   */
  public ByteSource forTarget(long targetOffset) {
    ByteSource view = cursorView;
    while (view == null
        || targetOffset >= runs.targetOffset(cursor) + runs.length(cursor)) {
      cursor += view == null ? 0 : 1;
      view = run(cursor);
    }
    cursorView = view;
    return view;
  }

  /**
   * The base with the fields of all runs rewritten; where runs overlap, those of one of them.
   *
   * @return a view of the whole base content
   */
  public ByteSource all() {
    return new View() {
      @Override
      void rewrite(long offset, byte[] buffer, int from, int count) throws IOException {
        for (int place = Math.max(0, map.placeOf(offset)); place < map.count(); place++) {
          int run = map.run(place);
          if (runs.baseOffset(run) >= offset + count) {
            break;
          }
          Relocation.this.rewrite(run, offset, buffer, from, count);
        }
      }
    };
  }

  /** The base's bytes, some of them rewritten. */
  private abstract class View implements ByteSource {

    @Override
    public long length() {
      return base.length();
    }

    @Override
    public int read(long offset, byte[] buffer, int from, int count) throws IOException {
      int n = base.read(offset, buffer, from, count);
      if (n > 0) {
        rewrite(offset, buffer, from, n);
      }
      return n;
    }

    abstract void rewrite(long offset, byte[] buffer, int from, int count) throws IOException;
  }

  private void rewrite(int run, long offset, byte[] buffer, int from, int count)
      throws IOException {
    long runStart = runs.baseOffset(run);
    long runEnd = Math.min(base.length(), runStart + runs.length(run));
    long moved = runs.targetOffset(run) - runStart;
    long end = Math.min(runEnd, offset + count);
    long start = Math.max(runStart, offset);
    for (long at = start & -FieldBlock.LENGTH; at < end; at += FieldBlock.LENGTH) {
      Fields fields = block.at(at);
      for (int i = 0; i < fields.count(); i++) {
        long field = at + fields.place(i);
        int length = fields.kind(i).length();
        if (field >= end) {
          break;
        }
        if (field >= runStart && field + length <= runEnd && field + length > start) {
          long made = made(fields, i, field, moved);
          for (int k = 0; k < length; k++) {
            long index = field + k - offset;
            if (index >= 0 && index < count) {
              buffer[from + (int) index] = (byte) (made >> Byte.SIZE * k);
            }
          }
        }
      }
    }
  }

  /** What a field becomes. */
  private long made(Fields fields, int index, long offset, long moved) {
    long value = fields.value(index);
    long destination = fields.destination(index);
    long shift = map.shift(destination);
    Segment segment = layout.segmentAt(offset);
    long target = map.targetAddress(offset + moved);
    if (shift == AddressMap.UNKNOWN || segment == null || target == AddressMap.UNKNOWN) {
      return value;
    }
    long siteShift = target - (offset - segment.offset() + segment.address());
    int word = (int) value;
    return switch (fields.kind(index)) {
      case RELATIVE -> value + shift - siteShift;
      case ADDRESS -> value + shift;
      case UNWIND -> unwindShift == AddressMap.UNKNOWN ? value : value + shift - unwindShift;
      case BRANCH -> AArch64Fields.branch(word, shift - siteShift);
      case CONDITIONAL -> AArch64Fields.conditional(word, shift - siteShift);
      case PAGE -> AArch64Fields.page(word, destination + shift, target);
      case PAGE_OFFSET -> AArch64Fields.pageOffset(word, destination + shift);
    };
  }
}
