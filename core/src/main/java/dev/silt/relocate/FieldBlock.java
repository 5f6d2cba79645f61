package dev.silt.relocate;

import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of aligned blocks of the base. They depend on nothing but the base's bytes; a field
 * does not go over a block's end. Remembers the blocks looked at last, as runs go to and fro. Heap:
 * some 2 KiB for each of {@value #SLOTS}, 8 KiB at most. Not safe for several threads.
 */
final class FieldBlock {

  static final int LENGTH_LOG = 10;

  /** Bytes of a block. */
  static final int LENGTH = 1 << LENGTH_LOG;

  /** Bytes around a block that are looked at. */
  static final int MARGIN = 64;

  private static final int SLOTS = 512;

  private final ByteSource base;
  private final ElfLayout layout;
  private final byte[] bytes = new byte[LENGTH + 2 * MARGIN];
  private final Fields all = Fields.ofBlock();
  private final @Nullable Fields[] found = new @Nullable Fields[SLOTS];
  private final long[] starts = new long[SLOTS];
  private final @Nullable GoFields go;
  private final @Nullable ArmPools pools;

  FieldBlock(ByteSource base, ElfLayout layout) {
    this.base = base;
    this.layout = layout;
    GoTables tables = layout.go();
    Arrays.fill(starts, -1);
    this.go = tables == null ? null : new GoFields(base, tables);
    this.pools = layout.machine() == Machine.ARM ? new ArmPools(base, layout) : null;
  }

  /** {@return the fields of the block that begins at an offset; good until the next call} */
  Fields at(long blockOffset) throws IOException {
    int slot = (int) (blockOffset >>> LENGTH_LOG) & SLOTS - 1;
    Fields known = found[slot];
    if (known != null && starts[slot] == blockOffset) {
      return known;
    }
    starts[slot] = -1;
    read(base, blockOffset, bytes);
    find(blockOffset, all);
    Fields fields = known == null ? new Fields() : known;
    fields.set(all);
    found[slot] = fields;
    starts[slot] = blockOffset;
    return fields;
  }

  /** Reads a block and its margins; what is outside of the base is zeros. */
  static void read(ByteSource base, long offset, byte[] bytes) throws IOException {
    Arrays.fill(bytes, (byte) 0);
    long from = Math.max(0, offset - MARGIN);
    long to = Math.min(base.length(), offset + LENGTH + MARGIN);
    base.readFully(from, bytes, (int) (from - offset) + MARGIN, (int) (to - from));
  }

  private void find(long offset, Fields fields) throws IOException {
    fields.clear();
    long end = Math.min(base.length(), offset + LENGTH);
    for (long at = offset; at < end; ) {
      long partEnd = layout.partEnd(at, end);
      Segment segment = layout.segmentAt(at);
      Table table = layout.tableAt(at);
      if (segment != null || table != null) {
        long moved = segment == null ? 0 : segment.address() - segment.offset();
        FieldFinder finder = new FieldFinder(bytes, offset, offset + moved, layout);
        int from = (int) (at - offset);
        int to = (int) (partEnd - offset);
        if (table != null && table.kind() == Table.Kind.GO && go != null) {
          go.find(finder, at, partEnd, fields);
        } else if (table != null) {
          TableFields.find(finder, table, from, to, fields);
        } else if (pools != null && layout.isCode(at)) {
          ArmFields.find(finder, pools.at(offset), from, to, fields);
        } else {
          finder.find(from, to, layout.isCode(at), fields);
        }
      }
      at = partEnd;
    }
  }
}
