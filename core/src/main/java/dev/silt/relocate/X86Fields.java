package dev.silt.relocate;

/**
 * Fields of x86-64 code: distances of four bytes from the next instruction to a destination. Where
 * instructions begin is found by going through them from a little before the block: whatever byte
 * one begins with, after a few instructions one is in step.
 */
final class X86Fields {

  /** Bytes before a block from which on instructions are gone through. */
  private static final int LEAD = 48;

  private X86Fields() {}

  static void find(FieldFinder block, int from, int to, Fields fields) {
    byte[] bytes = block.bytes();
    long before = block.offset() + from - block.layout().codeStart(block.offset() + from);
    boolean isFixed = block.layout().isFixed();
    X86Instructions instructions = new X86Instructions();
    int place = from - (int) Math.min(LEAD, before);
    while (place < to) {
      int length = instructions.length(bytes, FieldBlock.MARGIN + place);
      int field = instructions.field();
      if (field > 0 && isIn(place + field, from, to)) {
        int value = block.int32(place + field);
        long destination = block.address() + place + length + value;
        block.add(place + field, instructions.kind(), value, destination, fields);
      }
      if (isFixed) {
        absolute(block, place, instructions.displacement(), from, to, fields);
        absolute(block, place, instructions.immediate(), from, to, fields);
      }
      place += Math.max(length, 1);
    }
  }

  private static void absolute(
      FieldFinder block, int place, int field, int from, int to, Fields fields) {
    if (field > 0 && isIn(place + field, from, to)) {
      int value = block.int32(place + field);
      block.add(place + field, FieldKind.ABSOLUTE, value, value, fields);
    }
  }

  private static boolean isIn(int site, int from, int to) {
    return site >= from && site + Integer.BYTES <= to;
  }
}
