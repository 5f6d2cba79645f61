package dev.silt.relocate;

import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went where in tables of 32-bit ARM programs whose records a match mistakes for each other:
 * stubs (PLT), of which calls say which is which, and the index of functions, which is sorted by
 * what went where in code. For the encoder's search only; stateless.
 */
public final class DerivedRuns {

  private static final int STUB_HEADER = 20;
  private static final int STUB = 12;
  private static final int THUNK = 0x4778; // bx pc, two bytes behind it, then the stub
  private static final int INDEX_ENTRY = 8;

  /** Longer ones are left alone, so that the heap is bounded. */
  private static final int MAX_STUBS = 1 << 18;

  private static final int MAX_INDEX_LENGTH = 1 << 24;

  private final ByteSource base;
  private final ByteSource target;
  private final ElfLayout from;
  private final ElfLayout to;

  private DerivedRuns(ByteSource base, ByteSource target, ElfLayout from, ElfLayout to) {
    this.base = base;
    this.target = target;
    this.from = from;
    this.to = to;
  }

  /**
   * Replaces the runs of such tables.
   *
   * @param base the base content
   * @param target the target content
   * @param from the base's layout
   * @param to the target's
   * @param moves how the target's segments differ
   * @param runs what is known
   * @return the same for all but these tables, in no order; the runs themselves if there are none
   * @throws IOException if something cannot be read
   */
  public static RunList of(
      ByteSource base,
      ByteSource target,
      ElfLayout from,
      ElfLayout to,
      List<SegmentMove> moves,
      RunList runs)
      throws IOException {
    return from.machine() == Machine.ARM
        ? new DerivedRuns(base, target, from, to)
            .of(new AddressMap(from, base.length(), moves, runs), runs)
        : runs;
  }

  private RunList of(AddressMap map, RunList runs) throws IOException {
    RunList made = new RunList();
    Table index = from.functionIndex();
    long[] stubs = stubs();
    long stubsEnd = stubs.length == 0 ? 0 : stubs[stubs.length - 1];
    for (int i = 0; i < runs.count(); i++) {
      long start = runs.baseOffset(i);
      long end = start + runs.length(i);
      long moved = runs.targetOffset(i) - start;
      long[] cuts = {start, end, end, end};
      if (stubs.length > 0) {
        cuts[1] = Math.max(start, Math.min(end, stubs[0]));
        cuts[2] = Math.max(cuts[1], Math.min(end, stubsEnd));
      }
      for (int part = 0; part < 3; part += 2) {
        add(made, index, cuts[part], cuts[part + 1], moved);
      }
    }
    if (stubs.length > 0) {
      addStubs(stubs, votes(stubs, runs), made);
    }
    if (index != null) {
      addIndex(index, map, made);
    }
    return made;
  }

  /** A part of a run, without what is of the index. */
  private static void add(RunList made, @Nullable Table index, long start, long end, long moved) {
    long first = index == null ? end : Math.max(start, Math.min(end, index.offset()));
    long last = index == null ? end : Math.max(first, Math.min(end, index.end()));
    if (first > start) {
      made.add(start, start + moved, first - start);
    }
    if (end > last) {
      made.add(last, last + moved, end - last);
    }
  }

  /** Where the base's stubs begin, the header first, and where the last ends; or nothing. */
  private long[] stubs() throws IOException {
    ArmTables tables = from.arm();
    Segment all = tables == null ? null : tables.stubs();
    if (all == null || all.length() < STUB_HEADER + STUB) {
      return new long[0];
    }
    long[] starts = new long[64];
    int count = 1;
    starts[0] = all.offset();
    byte[] code = new byte[STUB + 4];
    long end = all.offset() + all.length();
    for (long at = all.offset() + STUB_HEADER; at + code.length <= end && count < MAX_STUBS; ) {
      base.readFully(at, code, 0, code.length);
      int length = ElfLayout.int16(code, 0) == THUNK ? STUB + 4 : STUB;
      if (!ArmFields.isStub(code, length - STUB)) {
        break;
      }
      if (count + 1 >= starts.length) {
        starts = Arrays.copyOf(starts, 2 * starts.length);
      }
      starts[count++] = at;
      starts[count] = at + length;
      at += length;
    }
    return count == 1 ? new long[0] : Arrays.copyOf(starts, count + 1);
  }

  /** How far each stub has moved, as most calls of it say; of others it is not known. */
  private long[] votes(long[] stubs, RunList runs) throws IOException {
    long[] moves = new long[stubs.length];
    int[] counts = new int[stubs.length];
    Arrays.fill(moves, AddressMap.UNKNOWN);
    FieldBlock blocks = new FieldBlock(base, from);
    byte[] bytes = new byte[FieldBlock.LENGTH];
    for (int run = 0; run < runs.count(); run++) {
      long moved = runs.targetOffset(run) - runs.baseOffset(run);
      long end = runs.baseOffset(run) + runs.length(run);
      for (long start = runs.baseOffset(run); start < end; ) {
        long blockOffset = start & -FieldBlock.LENGTH;
        int count = (int) (Math.min(end, blockOffset + FieldBlock.LENGTH) - start);
        if (from.isCode(start) || from.isCode(start + count - 1)) {
          target.readFully(start + moved, bytes, 0, count);
          Fields fields = blocks.at(blockOffset);
          for (int i = 0; i < fields.count(); i++) {
            int index = (int) (blockOffset + fields.place(i) - start);
            if (fields.kind(i) == FieldKind.THUMB_BRANCH && index >= 0 && index + 4 <= count) {
              vote(fields, i, start + index + moved, bytes, index, stubs, moves, counts);
            }
          }
        }
        start += count;
      }
    }
    return moves;
  }

  private void vote(
      Fields fields,
      int field,
      long targetOffset,
      byte[] bytes,
      int index,
      long[] stubs,
      long[] moves,
      int[] counts) {
    long destination = from.offsetOf(fields.destination(field));
    int stub = Arrays.binarySearch(stubs, destination);
    stub = stub < 0 ? -stub - 2 : stub;
    Segment segment = to.segmentAt(targetOffset);
    int word = LittleEndian.getInt(bytes, index);
    if (stub < 0 || stub >= stubs.length - 1 || segment == null || !ArmFields.isBranch(word)) {
      return;
    }
    long site = targetOffset - segment.offset() + segment.address();
    long made = to.offsetOf(ArmFields.destination(word, site));
    if (made < 0) {
      return;
    }
    long move = made - destination;
    if (counts[stub] == 0) {
      moves[stub] = move;
    }
    counts[stub] += moves[stub] == move ? 1 : -1;
  }

  private void addStubs(long[] stubs, long[] moves, RunList made) {
    ArmTables tables = to.arm();
    Segment there = tables == null ? null : tables.stubs();
    long move = there == null ? 0 : there.offset() - stubs[0];
    for (int i = 0; i + 1 < stubs.length; i++) {
      move = moves[i] == AddressMap.UNKNOWN ? move : moves[i];
      long length = stubs[i + 1] - stubs[i];
      if (stubs[i] + move >= 0 && stubs[i] + move <= target.length() - length) {
        made.add(stubs[i], stubs[i] + move, length);
      }
    }
  }

  /** An entry goes to the target's entry of where its function went. */
  private void addIndex(Table index, AddressMap map, RunList made) throws IOException {
    Table there = to.functionIndex();
    Segment segment = from.segmentAt(index.offset());
    Segment other = there == null ? null : to.segmentAt(there.offset());
    if (there == null
        || segment == null
        || other == null
        || Math.max(index.length(), there.length()) > MAX_INDEX_LENGTH) {
      return;
    }
    long[] functions = functions(target, there, other);
    long[] own = functions(base, index, segment);
    for (int i = 0; i < own.length; i++) {
      long shift = map.shift(own[i]);
      int found = shift == AddressMap.UNKNOWN ? -1 : Arrays.binarySearch(functions, own[i] + shift);
      if (found >= 0) {
        made.add(
            index.offset() + (long) INDEX_ENTRY * i,
            there.offset() + (long) INDEX_ENTRY * found,
            INDEX_ENTRY);
      }
    }
  }

  /** The functions of an index, which ascend; where they do not, some are not found. */
  private static long[] functions(ByteSource file, Table index, Segment segment)
      throws IOException {
    byte[] words = new byte[(int) index.length()];
    file.readFully(index.offset(), words, 0, words.length);
    long site = index.offset() - segment.offset() + segment.address();
    long[] functions = new long[words.length / INDEX_ENTRY];
    for (int i = 0; i < functions.length; i++) {
      int at = INDEX_ENTRY * i;
      functions[i] = site + at + (LittleEndian.getInt(words, at) << 1 >> 1);
    }
    return functions;
  }
}
