package dev.silt.relocate;

import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.Arrays;

/**
 * Pools of words among 32-bit ARM code: which words instructions load, and what is added to them.
 * An instruction loads a word that stands up to 4 KiB behind it, and an instruction shortly after
 * adds {@code pc} to what it has loaded. Looks at the blocks before a block, and remembers what was
 * found there. Not safe for several threads.
 */
final class ArmPools {

  /** Blocks before a block that may have loads of its words. */
  private static final int BEFORE = 5;

  private static final int SLOTS = 16;

  /** Bytes behind the begin of a load where what uses it is looked for. */
  private static final int REACH = 28;

  /** A word that is loaded, but nothing is known that is added to it. */
  private static final long LOADED = -1;

  private final ByteSource base;
  private final ElfLayout layout;
  private final byte[] bytes = new byte[FieldBlock.LENGTH + 2 * FieldBlock.MARGIN];
  private final long[] found = new long[FieldBlock.LENGTH / 4];
  private final long[] starts = new long[SLOTS];
  private final Loads[] slots = new Loads[SLOTS];
  private long foundAt = -1;

  ArmPools(ByteSource base, ElfLayout layout) {
    this.base = base;
    this.layout = layout;
    Arrays.fill(starts, -1);
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Loads();
    }
  }

  /** The loads of one block, in order: offset of the word, and what is added to it. */
  private static final class Loads {
    private long[] words = new long[32];
    private long[] added = new long[32];
    private int count;

    void add(long word, long pc) {
      if (count == words.length) {
        words = Arrays.copyOf(words, 2 * count);
        added = Arrays.copyOf(added, 2 * count);
      }
      words[count] = word;
      added[count++] = pc;
    }
  }

  /**
   * Returns what is added to the words of a block.
   *
   * @param blockOffset of the block
   * @return for each four bytes 0 if no instruction loads them, the {@code pc} that is added to
   *     them, or -1 if that is not known; good until the next call
   */
  long[] at(long blockOffset) throws IOException {
    if (foundAt == blockOffset) {
      return found;
    }
    foundAt = -1;
    Arrays.fill(found, 0);
    long first = Math.max(0, blockOffset - (long) BEFORE * FieldBlock.LENGTH);
    for (long start = first; start <= blockOffset; start += FieldBlock.LENGTH) {
      Loads loads = loads(start);
      for (int i = 0; i < loads.count; i++) {
        long place = loads.words[i] - blockOffset;
        if (place >= 0 && place < FieldBlock.LENGTH && found[(int) place >> 2] <= 0) {
          found[(int) place >> 2] = loads.added[i];
        }
      }
    }
    foundAt = blockOffset;
    return found;
  }

  private Loads loads(long start) throws IOException {
    int slot = (int) (start >>> FieldBlock.LENGTH_LOG) & SLOTS - 1;
    Loads loads = slots[slot];
    if (starts[slot] != start) {
      starts[slot] = -1;
      loads.count = 0;
      find(start, loads);
      starts[slot] = start;
    }
    return loads;
  }

  private void find(long offset, Loads loads) throws IOException {
    long end = Math.min(base.length(), offset + FieldBlock.LENGTH);
    boolean isRead = false;
    for (long at = offset; at < end; ) {
      long partEnd = layout.partEnd(at, end);
      Segment segment = layout.segmentAt(at);
      // Words and blocks are in step, as linkers make them.
      boolean inStep = segment != null && (segment.address() - segment.offset() & 3) == 0;
      if (segment != null && inStep && layout.isCode(at) && layout.tableAt(at) == null) {
        if (!isRead) {
          FieldBlock.read(base, offset, bytes);
          isRead = true;
        }
        long address = offset + segment.address() - segment.offset();
        FieldFinder block = new FieldFinder(bytes, offset, address, layout);
        int from = (int) (at - offset);
        int to = (int) (partEnd - offset);
        if (ArmFields.isArm(block, from, to)) {
          arm(block, from, to, loads);
        } else {
          thumb(block, from, to, loads);
        }
      }
      at = partEnd;
    }
  }

  private static void thumb(FieldFinder block, int from, int to, Loads loads) {
    int place = ArmFields.start(from);
    place += place & 1;
    while (place + 2 <= to) {
      int half = block.int16(place);
      int length = ThumbCode.length(half);
      int pc = place + ThumbCode.AHEAD & -4;
      if (place < from) {
        // Only to get in step.
      } else if (ThumbCode.isLoad(half)) {
        long added = added(block, place, 2, half >>> 8 & 7);
        loads.add(block.offset() + pc + 4L * (half & 0xff), added);
      } else if (length == 4 && ThumbCode.isWideLoad(block.int32(place))) {
        int second = block.int16(place + 2);
        if (((pc + (second & 0xfff)) & 3) == 0) {
          long added = added(block, place, 4, second >>> 12);
          loads.add(block.offset() + pc + (second & 0xfff), added);
        }
      }
      place += length;
    }
  }

  /** The {@code pc} that is added to a register shortly after it was loaded. */
  static long added(FieldFinder block, int load, int length, int register) {
    for (int place = load + length; place <= load + REACH; ) {
      int half = block.int16(place);
      if (ThumbCode.adds(half, register)) {
        return block.address() + place + ThumbCode.AHEAD;
      }
      if (ThumbCode.isLoad(half) && (half >>> 8 & 7) == register) {
        return LOADED;
      }
      place += ThumbCode.length(half);
    }
    return LOADED;
  }

  private static void arm(FieldFinder block, int from, int to, Loads loads) {
    for (int place = from + 3 & -4; place + 4 <= to; place += 4) {
      int word = block.int32(place);
      int distance = word & 0xfff;
      if ((word & 0x0fff0000) == 0x059f0000 && word >>> 28 != 15 && (distance & 3) == 0) {
        long added = armAdded(block, place, word >>> 12 & 15);
        loads.add(block.offset() + place + ArmFields.AHEAD + distance, added);
      }
    }
  }

  /** The same for ARM code; a load or store may add both by itself. */
  static long armAdded(FieldFinder block, int load, int register) {
    for (int place = load + 4; place <= load + REACH; place += 4) {
      int word = block.int32(place);
      if ((word & 0x0fffffff) == (0x008f0000 | register << 12 | register)
          || (word & 0x0fffffff) == (0x0080000f | register << 16 | register << 12)
          || (word & 0x0faf0fff) == (0x078f0000 | register)) {
        return block.address() + place + ArmFields.AHEAD;
      }
    }
    return LOADED;
  }
}
