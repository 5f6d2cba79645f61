package dev.silt.relocate;

/** How a field holds a reference, and where it was found. */
enum FieldKind {
  /** x86-64, a call: four bytes, destination minus site, and a constant. */
  CALL(0, 4),
  /** x86-64, a jump: the same. */
  JUMP(1, 4),
  /** x86-64, a conditional jump: the same. */
  CONDITIONAL_JUMP(2, 4),
  /** x86-64, an operand relative to the instruction pointer: the same. */
  OPERAND(3, 4),
  /** Data, four bytes: the distance to a place in code. */
  DISTANCE(4, 4),
  /** Data, eight bytes: the destination's address. */
  ADDRESS(5, 8),
  /** Unwind table, four bytes: destination minus the table's address. */
  UNWIND(6, 4),
  /** AArch64, 26 bits of an instruction: words between site and destination. */
  BRANCH(7, 4),
  /** AArch64, 19 bits of a branch or load: words between site and destination. */
  CONDITIONAL_BRANCH(8, 4),
  /** AArch64, 21 bits of an instruction: pages between the site's and the destination's. */
  PAGE(9, 4),
  /** AArch64, 12 bits of an instruction: the destination's offset in its page, in units. */
  PAGE_OFFSET(10, 4),
  /** Symbol table, four bytes: offset of the name in the string table. */
  NAME(11, 4),
  /** Relocations and hash tables, four bytes: number of a symbol. */
  SYMBOL(12, 4),
  /** Symbol table, eight bytes: length of what the symbol stands for. */
  SIZE(13, 8),
  /** Unwind information, four bytes: length of a function. */
  RANGE(14, 4),
  /** Unwind information, four bytes: distance back to the common part. */
  BACK(15, 4),
  /** Go's table of functions, four bytes: offset of code. */
  GO_CODE(16, 4),
  /** Go's table of functions, four bytes: offset within it. */
  GO_OFFSET(17, 4),
  /** Go's table of functions, four bytes: offset of data. */
  GO_DATA(18, 4),
  /** Data of Go's types, four bytes: offset within that. */
  GO_TYPE(19, 4),
  /** Data of Go's types, four bytes: offset of code. */
  GO_METHOD(20, 4),
  /** x86-64 code of a program at a fixed place, four bytes: the destination's address. */
  ABSOLUTE(21, 4),
  /** AArch64, 14 bits of an instruction: words between site and destination. */
  TEST_BRANCH(22, 4),
  /** AArch64, 21 bits of an instruction: bytes between site and destination. */
  NEAR(23, 4),
  /** Thumb, 25 bits of an instruction: the distance from {@code pc}. */
  THUMB_BRANCH(24, 4),
  /** Thumb, 21 bits of an instruction: the same. */
  THUMB_CONDITIONAL(25, 4),
  /** ARM, 24 bits of an instruction: words between {@code pc} and destination. */
  ARM_BRANCH(26, 4),
  /** ARM and Thumb, a word of a pool: destination minus the {@code pc} that is added to it. */
  POOL(27, 4),
  /** ARM and Thumb, a word of a pool: offset in the global offset table. */
  GOT_OFFSET(28, 4),
  /** ARM, two instructions of a stub (PLT): 8 and 12 bits of destination minus {@code pc}. */
  STUB(29, 8),
  /** Data, four bytes: the destination's address. */
  SHORT_ADDRESS(30, 4),
  /** Data, 31 bits: the distance. */
  SHORT_DISTANCE(31, 4),
  /** Relocations, the upper 24 bits: number of a symbol. */
  SHORT_SYMBOL(32, 4),
  /** Symbol table, four bytes: length of what the symbol stands for. */
  SHORT_SIZE(33, 4),
  /** ARM and Thumb, movw and movt: the destination's address, or its distance from {@code pc}. */
  MOVE_PAIR(34, 8);

  private final int code;
  private final int length;

  FieldKind(int code, int length) {
    this.code = code;
    this.length = length;
  }

  /** {@return its bit in the format} */
  int code() {
    return code;
  }

  /** {@return its bytes} */
  int length() {
    return length;
  }

  /** {@return whether it is four bytes that say how far the destination is, as most fields are} */
  boolean isDistance() {
    return code <= DISTANCE.code;
  }
}
