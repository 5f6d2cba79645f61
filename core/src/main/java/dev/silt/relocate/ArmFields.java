package dev.silt.relocate;

import dev.silt.io.LittleEndian;

/**
 * Fields of 32-bit ARM code: branches of Thumb and ARM instructions, words of pools that are added
 * to {@code pc} or are offsets in the global offset table, and stubs that jump through that.
 */
final class ArmFields {

  /** What {@code pc} is ahead of an ARM instruction. */
  static final int AHEAD = 8;

  private static final int STUB_BITS = 20;

  private ArmFields() {}

  /**
   * Finds the fields of a part of a block.
   *
   * @param block the block
   * @param pools what is added to the words of the block
   */
  static void find(FieldFinder block, long[] pools, int from, int to, Fields fields) {
    if (isArm(block, from, to)) {
      arm(block, pools, from, to, fields);
    } else {
      thumb(block, pools, from, to, fields);
    }
  }

  /** {@return whether most words of a part are ARM instructions that are always executed} */
  static boolean isArm(FieldFinder block, int from, int to) {
    byte[] bytes = block.bytes();
    int first = from + (int) (-(block.address() + from) & 3);
    int rest = Math.max(0, to - first) / 4;
    int missing = rest / 2 + 1;
    // The upper byte of each, as long as that may make the difference.
    for (int at = FieldBlock.MARGIN + first + 3; missing > 0 && missing <= rest; at += 4) {
      missing -= (bytes[at] & 0xf0) == 0xe0 ? 1 : 0;
      rest--;
    }
    return missing <= 0;
  }

  /** Where the first instruction of a part is taken to begin: some before, to be in step. */
  static int start(int from) {
    return from == 0 ? -FieldBlock.MARGIN : from;
  }

  private static void thumb(FieldFinder block, long[] pools, int from, int to, Fields fields) {
    int place = start(from);
    place += (int) (block.address() + place & 1);
    while (place + 2 <= to) {
      if (place >= from && isPool(block, pools, place)) {
        pool(block, pools, place, to, fields);
        place += 4;
        continue;
      }
      int word = block.int32(place);
      int length = ThumbCode.length(word);
      if (length == 4 && place >= from && place + 4 <= to) {
        if (place + ArmMoves.LENGTH <= to && ArmMoves.isThumb(block.int64(place))) {
          int register = ArmMoves.register(word);
          move(block, place, ArmPools.added(block, place + 4, 4, register), fields);
          length = ArmMoves.LENGTH;
        } else {
          wide(block, place, word, fields);
        }
      }
      place += length;
    }
  }

  private static void wide(FieldFinder block, int place, int word, Fields fields) {
    long site = block.address() + place;
    if (isBranch(word)) {
      long destination = destination(word, site);
      if (block.layout().hasAddress(destination)) {
        fields.add(place, FieldKind.THUMB_BRANCH, word, destination, site, 0);
      }
    } else if (ThumbCode.isConditional(word)) {
      long destination = site + ThumbCode.AHEAD + ThumbCode.conditionalDistance(word);
      block.add(place, FieldKind.THUMB_CONDITIONAL, word, destination, fields);
    }
  }

  /** What a branch counts from; one to ARM code from a multiple of four. */
  private static long pc(int word, long site) {
    long pc = site + ThumbCode.AHEAD;
    return ThumbCode.isExchange(word) ? pc & -4 : pc;
  }

  private static void arm(FieldFinder block, long[] pools, int from, int to, Fields fields) {
    int place = from + (int) (-(block.address() + from) & 3);
    for (; place + 4 <= to; place += 4) {
      if (isPool(block, pools, place)) {
        pool(block, pools, place, to, fields);
        continue;
      }
      int word = block.int32(place);
      long site = block.address() + place;
      if ((word & 0x0e000000) == 0x0a000000) {
        int half = word >>> 28 == 15 ? word >>> 23 & 2 : 0;
        long destination = site + AHEAD + (word << 8 >> 6) + half;
        block.add(place, FieldKind.ARM_BRANCH, word, destination, fields);
      } else if (place + ArmMoves.LENGTH <= to && ArmMoves.isArm(block.int64(place))) {
        int register = ArmMoves.register(block.int64(place));
        move(block, place, ArmPools.armAdded(block, place + 4, register), fields);
        place += 4;
      } else if (place + 12 <= to && isStub(block.bytes(), FieldBlock.MARGIN + place)) {
        int far = (word & 0xff) << STUB_BITS | stubDistance(block.int64(place + 4));
        long destination = site + AHEAD + far;
        if (block.layout().hasAddress(destination)) {
          fields.add(place + 4, FieldKind.STUB, block.int64(place + 4), destination);
          place += 8;
        }
      }
    }
  }

  /** Without a {@code pc} to count from it is an address, if the program is linked for one. */
  private static void move(FieldFinder block, int place, long pc, Fields fields) {
    long words = block.int64(place);
    int value = ArmMoves.value(words);
    long destination = pc > 0 ? pc + value : Integer.toUnsignedLong(value);
    if ((pc > 0 || block.layout().isFixed()) && block.layout().hasAddress(destination)) {
      fields.add(place, FieldKind.MOVE_PAIR, words, destination, Math.max(0, pc), 0);
    }
  }

  /** add ip, pc, #x00000; add ip, ip, #xx000; ldr pc, [ip, #xxx]! */
  static boolean isStub(byte[] bytes, int at) {
    return (LittleEndian.getInt(bytes, at) & 0xffffff00) == 0xe28fc600
        && (LittleEndian.getInt(bytes, at + 4) & 0xffffff00) == 0xe28cca00
        && (LittleEndian.getInt(bytes, at + 8) & 0xfffff000) == 0xe5bcf000;
  }

  /** {@return whether a word is a Thumb branch of 25 bits} */
  static boolean isBranch(int word) {
    return ThumbCode.isBranch(word) || ThumbCode.isExchange(word);
  }

  /** {@return where a Thumb branch of 25 bits goes} */
  static long destination(int word, long site) {
    return pc(word, site) + ThumbCode.branchDistance(word);
  }

  private static boolean isPool(FieldFinder block, long[] pools, int place) {
    return place >= 0
        && place < FieldBlock.LENGTH
        && pools[place >> 2] != 0
        && (block.address() + place & 3) == 0;
  }

  private static void pool(FieldFinder block, long[] pools, int place, int to, Fields fields) {
    if (place + 4 > to) {
      return;
    }
    int word = block.int32(place);
    long pc = pools[place >> 2];
    if (pc > 0) {
      long destination = pc + word;
      if (block.layout().hasAddress(destination)) {
        fields.add(place, FieldKind.POOL, word, destination, pc, 0);
      }
      return;
    }
    ArmTables tables = block.layout().arm();
    Segment got = tables == null ? null : tables.got();
    if (got != null && word > 0 && (word & 3) == 0 && got.hasAddress(got.address() + word)) {
      fields.add(place, FieldKind.GOT_OFFSET, word, got.address() + word);
    }
  }

  /** {@return a Thumb branch from one address to another} */
  static int branch(int word, long destination, long site) {
    long distance = destination - pc(word, site);
    return ThumbCode.branch(word, ThumbCode.isExchange(word) ? distance & -4 : distance);
  }

  /** {@return a branch of ARM code to a destination so many bytes further} */
  static int armBranch(int word, long distance) {
    return word & 0xff000000 | word + (int) (distance >> 2) & 0xffffff;
  }

  private static int stubDistance(long words) {
    return (int) (words & 0xff) << 12 | (int) (words >>> 32) & 0xfff;
  }

  /** {@return the second and third instruction of a stub to a destination so much further} */
  static long stub(long words, long distance) {
    long far = stubDistance(words) + distance;
    return words & ~0xfff000000ffL | far >>> 12 & 0xff | (far & 0xfff) << 32;
  }
}
