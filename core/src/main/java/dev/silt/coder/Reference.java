package dev.silt.coder;

/**
 * Where a field of four bytes points, and what it would be if that moved. A field is a number in
 * some bits of a word; the number and an origin make the destination, in bytes, words or pages. Not
 * safe for several threads.
 */
final class Reference {

  /** Bytes of a field. */
  static final int FIELD = 4;

  private static final int ALL = -1;

  // Masks and patterns of AArch64 instructions.
  private static final int BRANCH_MASK = 0x7c000000;
  private static final int BRANCH = 0x14000000;
  private static final int CONDITIONAL_MASK = 0xff000010;
  private static final int CONDITIONAL = 0x54000000;
  private static final int COMPARE_MASK = 0x7e000000;
  private static final int COMPARE = 0x34000000;
  private static final int PAGE_MASK = 0x9f000000;
  private static final int PAGE = 0x90000000;
  private static final int ADD_MASK = 0x7fc00000;
  private static final int ADD = 0x11000000;
  private static final int ACCESS_MASK = 0x3b000000;
  private static final int ACCESS = 0x39000000;
  private static final int VECTOR_BIT = 26;
  private static final int WIDE_BIT = 23;
  private static final int WORD_LOG = 2;

  // The same of Thumb: a branch of 24 bits, linking or not, to Thumb or ARM code.
  private static final int THUMB_MASK = 0x8000f800;
  private static final int THUMB_BRANCH = 0x8000f000;
  private static final int THUMB_SHORT_MASK = 0xd000f800;
  private static final int THUMB_SHORT = 0x8000f000;
  private static final int HALF_LOG = 1;

  /** In place of a shift: the number's bits are scattered. */
  private static final int PAGES = -1;

  private static final int HALVES = -2;

  private static final int PAGE_LOG = 12;

  /** Words before an access in which its page address is looked for. */
  private static final int LOOK_BACK = 8;

  private int word;
  private int mask;
  private int shift;
  private int scale;
  private int baseOrigin;
  private int targetOrigin;
  private int salt;

  /** A displacement of four bytes, as in x86-64 code; it may as well be an offset in a table. */
  void ofDisplacement(int value, int basePosition, int targetPosition) {
    word = value;
    set(ALL, 0, 0, basePosition, targetPosition, 0);
  }

  /**
   * A word of AArch64 code.
   *
   * @param base base bytes around it
   * @param at index of its first byte
   * @param basePosition its offset in the base content
   * @param targetPosition its offset in the target content
   */
  void ofInstruction(byte[] base, int at, int basePosition, int targetPosition) {
    word = int32(base, at);
    if ((word & BRANCH_MASK) == BRANCH) {
      set(0x3ffffff, 0, 0, basePosition >>> WORD_LOG, targetPosition >>> WORD_LOG, 1);
    } else if ((word & CONDITIONAL_MASK) == CONDITIONAL || (word & COMPARE_MASK) == COMPARE) {
      set(0x7ffff, 5, 0, basePosition >>> WORD_LOG, targetPosition >>> WORD_LOG, 1);
    } else if ((word & PAGE_MASK) == PAGE) {
      set(0x1fffff, PAGES, 0, basePosition >>> PAGE_LOG, targetPosition >>> PAGE_LOG, 2);
    } else if ((word & ADD_MASK) == ADD) {
      ofOffset(base, at, basePosition, 0);
    } else if ((word & ACCESS_MASK) == ACCESS) {
      boolean quad = (word >>> VECTOR_BIT & 1) == 1 && (word >>> WIDE_BIT & 1) == 1;
      ofOffset(base, at, basePosition, (word >>> 30) + (quad ? 4 : 0));
    } else {
      set(0, 0, 0, 0, 0, 0);
    }
  }

  /** {@return whether a word is a Thumb branch of 24 bits} */
  static boolean isThumbBranch(int word) {
    return (word & THUMB_MASK) == THUMB_BRANCH && (word & THUMB_SHORT_MASK) != THUMB_SHORT;
  }

  /**
   * A branch of Thumb code.
   *
   * @param value its four bytes in the base
   * @param basePosition offset of its first byte in the base content
   * @param targetPosition its offset in the target content
   */
  void ofThumbBranch(int value, int basePosition, int targetPosition) {
    word = value;
    set(0xffffff, HALVES, 0, basePosition >>> HALF_LOG, targetPosition >>> HALF_LOG, 1);
  }

  /** The offset within a page whose address an instruction shortly before has loaded. */
  private void ofOffset(byte[] base, int at, int basePosition, int offsetScale) {
    int register = word >>> 5 & 31;
    for (int back = 1; back <= LOOK_BACK; back++) {
      int before = int32(base, at - back * FIELD);
      if ((before & PAGE_MASK) == PAGE && (before & 31) == register) {
        int page = (basePosition - back * FIELD >>> PAGE_LOG) + pages(before);
        set(0xfff, 10, offsetScale, page << PAGE_LOG, page << PAGE_LOG, 3);
        return;
      }
    }
    set(0, 0, 0, 0, 0, 0);
  }

  private void set(int numberMask, int lowest, int unitLog, int from, int to, int kind) {
    mask = numberMask;
    shift = lowest;
    scale = unitLog;
    baseOrigin = from;
    targetOrigin = to;
    salt = kind;
  }

  private static int pages(int instruction) {
    return instruction >>> 29 & 3 | (instruction >>> 5 & 0x7ffff) << 2;
  }

  /** The bits S, I1, I2, imm10 and imm11 of a Thumb branch, with its sign. */
  private static int halves(int instruction) {
    int sign = instruction << 21 >> 31;
    int first = ~(instruction >>> 29 ^ sign) & 1;
    int second = ~(instruction >>> 27 ^ sign) & 1;
    return sign << 23
        | first << 22
        | second << 21
        | (instruction & 0x3ff) << 11
        | instruction >>> Short.SIZE & 0x7ff;
  }

  private static int withHalves(int instruction, int number) {
    int sign = number >>> 23 & 1;
    int first = ~(number >>> 22 ^ sign) & 1;
    int second = ~(number >>> 21 ^ sign) & 1;
    return instruction & 0xd000f800
        | sign << 10
        | first << 29
        | second << 27
        | number >>> 11 & 0x3ff
        | (number & 0x7ff) << Short.SIZE;
  }

  private int number(int of) {
    return switch (shift) {
      case PAGES -> pages(of);
      case HALVES -> halves(of);
      default -> (of >>> shift & mask) << scale;
    };
  }

  /** {@return whether it points anywhere} */
  boolean hasDestination() {
    return mask != 0;
  }

  /** {@return the field in the base} */
  int word() {
    return word;
  }

  /** {@return which destinations are of one kind} */
  int salt() {
    return salt;
  }

  /** {@return where the field points in the base} */
  int destination() {
    return baseOrigin + number(word);
  }

  /** {@return how far a destination moved, given the field in the target} */
  int moved(int made) {
    return targetOrigin + number(made) - destination();
  }

  /** {@return the field in the target, given how far its destination moved} */
  int predicted(int moved) {
    int number = destination() + moved - targetOrigin >> scale & mask;
    if (shift == HALVES) {
      return withHalves(word, number);
    }
    if (shift == PAGES) {
      return word & ~(3 << 29 | 0x7ffff << 5) | (number & 3) << 29 | number >>> 2 << 5;
    }
    return word & ~(mask << shift) | number << shift;
  }

  static int int32(byte[] bytes, int at) {
    return bytes[at] & 0xff
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }
}
