package dev.silt.relocate;

import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A base program as it would be if everything in it had moved to where the runs say: each field
 * that refers to something gets the value that it has when field and destination are at their new
 * places. A field that was guessed wrongly costs bytes of the delta, never correctness. Integer
 * arithmetic only; reads nothing but the base. The idea, to rewrite references so that less
 * differs, is Courgette's and Zucchini's; here nothing but the ops is stored for it.
 *
 * <p>Heap: that of the runs, 16 bytes more for each and 4 for each 512 bytes of the base. Not safe
 * for several threads.
 */
public final class Relocation {

  /** Bytes of a stub, and of its word in the global offset table. */
  private static final int STUB = 12;

  private static final int WORD = 4;

  /** Bytes of the base that tell well enough which kinds of fields are worth it. */
  private static final long SAMPLED = 1 << 24;

  private final ByteSource base;
  private final ElfLayout layout;
  private final RunList runs;
  private final FieldKinds kinds;
  private final AddressMap map;
  private final FieldBlock block;
  private final SiteShift sites;
  private final long unwindShift;
  private final long gotShift;
  private final long stubsShift;

  /** Offsets of landmarks, and how far each has moved. */
  private final long[] origins;

  private final SegmentMove[] originMoves;

  private int cursor;
  private @Nullable ByteSource cursorView;

  private Relocation(ByteSource base, ElfLayout layout, RelocationHints hints, RunList runs) {
    this.kinds = hints.kinds();
    this.base = base;
    this.layout = layout;
    this.runs = runs;
    this.map = new AddressMap(layout, base.length(), hints.moves(), runs);
    this.block = new FieldBlock(base, layout);
    this.sites = new SiteShift(layout.lookup(), map.targetLookup());
    List<Segment> landmarks = layout.landmarks();
    int segmentCount = layout.segments().size();
    int count = Math.max(0, Math.min(landmarks.size(), hints.moves().size() - segmentCount));
    this.origins = landmarks.stream().limit(count).mapToLong(Segment::offset).toArray();
    this.originMoves =
        hints.moves().stream().skip(segmentCount).limit(count).toArray(SegmentMove[]::new);
    this.unwindShift = shiftOf(layout.unwindTable());
    ArmTables arm = layout.arm();
    this.gotShift = shiftOf(arm == null ? null : arm.got());
    this.stubsShift = shiftOf(arm == null ? null : arm.stubs());
  }

  private long shiftOf(@Nullable Segment landmark) {
    SegmentMove move = landmark == null ? null : originMove(landmark.offset());
    return move == null ? AddressMap.UNKNOWN : move.address();
  }

  /** Of several landmarks with one offset, the last one's. */
  private @Nullable SegmentMove originMove(long offset) {
    for (int i = origins.length - 1; i >= 0; i--) {
      if (origins[i] == offset) {
        return originMoves[i];
      }
    }
    return null;
  }

  /**
   * Prepares.
   *
   * @param base the base content
   * @param layout its layout
   * @param hints what the layout and the runs do not say
   * @param runs what went where
   * @return the relocation
   */
  public static Relocation of(
      ByteSource base, ElfLayout layout, RelocationHints hints, RunList runs) {
    return new Relocation(base, layout, hints, runs);
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
    while (view == null || targetOffset >= runs.targetOffset(cursor) + runs.length(cursor)) {
      cursor += view == null ? 0 : 1;
      view = run(cursor);
    }
    cursorView = view;
    return view;
  }

  /** Goes back to the target's begin. */
  public void rewind() {
    cursor = 0;
    cursorView = null;
  }

  /**
   * The base with the fields of all runs rewritten; where runs overlap, those of one of them. What
   * no run holds is taken to have moved as what stands before or after it.
   *
   * @return a view of the whole base content
   */
  public ByteSource all() {
    BaseCover cover = BaseCover.of(layout, base.length(), map);
    return new View() {
      @Override
      void rewrite(long offset, byte[] buffer, int from, int count) throws IOException {
        for (int i = cover.partAt(offset); i < cover.count(); i++) {
          if (cover.start(i) >= offset + count) {
            break;
          }
          Relocation.this.rewrite(
              cover.start(i),
              cover.start(i + 1),
              cover.moved(i),
              cover,
              offset,
              buffer,
              from,
              count);
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

  /**
   * Tells which kinds of fields are worth it: enough of them become what the target has, for each
   * that stops being it. Of a large base only some blocks are looked at, all over it.
   *
   * @param target the target content
   * @param patience fields that stop being right, for each that gets right, at most
   * @return the kinds
   * @throws IOException if something cannot be read
   */
  public FieldKinds useful(ByteSource target, int patience) throws IOException {
    long[] gains = new long[FieldKind.values().length];
    long[] losses = new long[FieldKind.values().length];
    byte[] bytes = new byte[FieldBlock.LENGTH];
    long every = Math.max(1, base.length() / SAMPLED);
    for (int run = 0; run < runs.count(); run++) {
      long moved = runs.targetOffset(run) - runs.baseOffset(run);
      long end = Math.min(base.length(), runs.baseOffset(run) + runs.length(run));
      for (long start = runs.baseOffset(run); start < end; ) {
        long blockOffset = start & -FieldBlock.LENGTH;
        int count = (int) (Math.min(end, blockOffset + FieldBlock.LENGTH) - start);
        if (blockOffset / FieldBlock.LENGTH % every == 0) {
          target.readFully(start + moved, bytes, 0, count);
          count(block.at(blockOffset), blockOffset, start, moved, bytes, count, gains, losses);
        }
        start += count;
      }
    }
    long mask = 0;
    for (FieldKind kind : FieldKind.values()) {
      long gain = gains[kind.code()];
      long loss = losses[kind.code()];
      boolean unseen = (patience > 1 || every > 1) && gain == 0 && loss == 0;
      mask |= unseen || patience * gain > loss ? FieldKinds.bit(kind) : 0;
    }
    return new FieldKinds(mask);
  }

  /** Counts the fields that lie in a part of a block as a whole. */
  private void count(
      Fields fields,
      long blockOffset,
      long start,
      long moved,
      byte[] target,
      int count,
      long[] gains,
      long[] losses) {
    for (int i = 0; i < fields.count(); i++) {
      long offset = blockOffset + fields.place(i);
      int length = fields.kind(i).length();
      int index = (int) (offset - start);
      if (index >= 0 && index + length <= count) {
        boolean wide = length == Long.BYTES;
        long actual =
            wide ? LittleEndian.getLong(target, index) : LittleEndian.getInt(target, index);
        long made = made(fields, i, offset, moved, null);
        made = wide ? made : (int) made;
        long value = fields.value(i);
        int kind = fields.kind(i).code();
        gains[kind] += actual == made && actual != value ? 1 : 0;
        losses[kind] += actual != made && actual == value ? 1 : 0;
      }
    }
  }

  /** {@return which fields are rewritten} */
  public FieldKinds kinds() {
    return kinds;
  }

  private void rewrite(int run, long offset, byte[] buffer, int from, int count)
      throws IOException {
    long start = runs.baseOffset(run);
    long end = Math.min(base.length(), start + runs.length(run));
    rewrite(start, end, runs.targetOffset(run) - start, null, offset, buffer, from, count);
  }

  /** Rewrites those bytes of a buffer that belong to fields in a range that has moved so far. */
  private void rewrite(
      long runStart,
      long runEnd,
      long moved,
      @Nullable BaseCover guess,
      long offset,
      byte[] buffer,
      int from,
      int count)
      throws IOException {
    long end = Math.min(runEnd, offset + count);
    long start = Math.max(runStart, offset);
    for (long at = start & -FieldBlock.LENGTH; at < end; at += FieldBlock.LENGTH) {
      Fields fields = block.at(at);
      long least = Math.max(runStart, start - Long.BYTES + 1);
      for (int i = fields.from((int) Math.max(0, least - at)); i < fields.count(); i++) {
        long field = at + fields.place(i);
        FieldKind kind = fields.kind(i);
        int length = kind.length();
        if (field >= end) {
          break;
        }
        if (kinds.has(kind) && field + length <= runEnd && field + length > start) {
          long made = made(fields, i, field, moved, guess);
          if (made != fields.value(i)) {
            write(made, field - offset, length, buffer, from, count);
          }
        }
      }
    }
  }

  /** Writes those bytes of a field that a buffer has. */
  private static void write(long made, long index, int length, byte[] buffer, int from, int count) {
    if (length == Integer.BYTES && index >= 0 && index + length <= count) {
      LittleEndian.putInt(buffer, from + (int) index, (int) made);
      return;
    }
    for (int k = 0; k < length; k++) {
      if (index + k >= 0 && index + k < count) {
        buffer[from + (int) index + k] = (byte) (made >> Byte.SIZE * k);
      }
    }
  }

  /** What a field becomes. */
  private long made(Fields fields, int index, long offset, long moved, @Nullable BaseCover guess) {
    long value = fields.value(index);
    long destination = fields.destination(index);
    FieldKind kind = fields.kind(index);
    if (kind.isDistance()) {
      long further = difference(shift(destination, guess), sites.of(offset, moved));
      return further == AddressMap.UNKNOWN ? value : value + further;
    }
    long change =
        switch (kind) {
          case NAME, SYMBOL, SHORT_SYMBOL, GO_CODE, GO_OFFSET, GO_DATA, GO_TYPE, GO_METHOD ->
              sinceOrigin(destination, fields.origin(index), fields.unit(index));
          case SIZE, SHORT_SIZE, RANGE ->
              difference(map.shift(destination), map.shift(destination - value + 1));
          case ADDRESS, ABSOLUTE, SHORT_ADDRESS -> shift(destination, guess);
          case MOVE_PAIR -> moveChange(destination, fields.origin(index), guess);
          case POOL -> difference(shift(destination, guess), shift(fields.origin(index), guess));
          case STUB -> stubChange(sites.of(offset, moved));
          case GOT_OFFSET -> difference(shift(destination, guess), gotShift);
          case UNWIND -> difference(shift(destination, guess), unwindShift);
          case BACK -> difference(sites.of(offset, moved), shift(destination, guess));
          default -> difference(shift(destination, guess), sites.of(offset, moved));
        };
    if (change == AddressMap.UNKNOWN) {
      return value;
    }
    int word = (int) value;
    return switch (kind) {
      case BRANCH -> AArch64Fields.branch(word, change);
      case CONDITIONAL_BRANCH -> AArch64Fields.conditional(word, change);
      case TEST_BRANCH -> AArch64Fields.test(word, change);
      case NEAR -> AArch64Fields.near(word, change);
      case PAGE -> {
        long site = map.targetAddress(offset + moved);
        yield AArch64Fields.page(word, destination + change + sites.of(offset, moved), site);
      }
      case PAGE_OFFSET ->
          AArch64Fields.pageOffset(word, destination + change + sites.of(offset, moved));
      case THUMB_BRANCH -> {
        long site = sites.of(offset, moved);
        yield ArmFields.branch(word, destination + change + site, fields.origin(index) + site);
      }
      case THUMB_CONDITIONAL ->
          ThumbCode.conditional(word, ThumbCode.conditionalDistance(word) + change);
      case ARM_BRANCH -> ArmFields.armBranch(word, change);
      case STUB -> ArmFields.stub(value, change);
      case MOVE_PAIR -> ArmMoves.with(value, ArmMoves.value(value) + (int) change);
      case SHORT_DISTANCE -> word + (int) change & Integer.MAX_VALUE;
      case SHORT_SYMBOL -> word + ((int) change << Byte.SIZE);
      default -> value + change;
    };
  }

  /** An address moves with what is there, a distance from {@code pc} also with that. */
  private long moveChange(long destination, long pc, @Nullable BaseCover guess) {
    long change = shift(destination, guess);
    return pc == 0 ? change : difference(change, shift(pc, guess));
  }

  /** A stub that is so many stubs further from the first has its word so many words further. */
  private long stubChange(long siteShift) {
    long further = difference(siteShift, stubsShift);
    return gotShift == AddressMap.UNKNOWN || further == AddressMap.UNKNOWN
        ? AddressMap.UNKNOWN
        : gotShift + Math.floorDiv(further + STUB / 2, STUB) * WORD - siteShift;
  }

  /** As the map says, or as a guess says if that knows nothing. */
  private long shift(long destination, @Nullable BaseCover guess) {
    long known = map.shift(destination);
    long at = guess == null ? -1 : layout.offsetOf(destination);
    if (known != AddressMap.UNKNOWN || guess == null || at < 0) {
      return known;
    }
    long made = map.targetAddress(at + guess.moved(guess.partAt(at)));
    return made == AddressMap.UNKNOWN ? made : made - destination;
  }

  /** How many units further from where a field counts from its destination is. */
  private long sinceOrigin(long destination, long origin, int unit) {
    SegmentMove known = originMove(origin);
    long from = known == null ? map.targetOffset(origin) : origin + known.offset();
    long change = difference(map.targetOffset(destination), from);
    return change == AddressMap.UNKNOWN ? change : (change - (destination - origin)) / unit;
  }

  private static long difference(long a, long b) {
    return a == AddressMap.UNKNOWN || b == AddressMap.UNKNOWN ? AddressMap.UNKNOWN : a - b;
  }
}
