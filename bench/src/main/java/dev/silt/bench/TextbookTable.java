package dev.silt.bench;

/** A hash table of weak hashes: open addressing, linear probing, at most half full. */
final class TextbookTable {

  /** Hashes, 0 for an empty slot. */
  private final int[] slots;

  private final int shift;

  private TextbookTable(int[] slots) {
    this.slots = slots;
    shift = Integer.numberOfLeadingZeros(slots.length - 1);
  }

  static TextbookTable of(byte[] base, int blockLength) {
    int blocks = base.length / blockLength;
    TextbookTable table = new TextbookTable(new int[Integer.highestOneBit(blocks) << 2]);
    for (int i = 0; i < blocks; i++) {
      table.add(TextbookLoop.hash(base, i * blockLength, blockLength));
    }
    return table;
  }

  private void add(int hash) {
    int at = hash >>> shift;
    while (slots[at] != 0 && slots[at] != hash) {
      at = at + 1 & slots.length - 1;
    }
    slots[at] = hash;
  }

  boolean contains(int hash) {
    int at = hash >>> shift;
    while (slots[at] != 0) {
      if (slots[at] == hash) {
        return true;
      }
      at = at + 1 & slots.length - 1;
    }
    return false;
  }
}
