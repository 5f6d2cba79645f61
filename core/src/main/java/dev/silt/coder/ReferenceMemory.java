package dev.silt.coder;

import java.util.Arrays;

/**
 * Remembers how references changed. Where code or data moved, a field of four bytes (a relative
 * call, an offset, a pointer) differs by how far its destination moved; the next field with the
 * same destination differs in a way that can be told. A field is taken to begin at the first
 * difference after equal bytes, and is looked up by three keys: its destination if it is relative,
 * the destination's neighbourhood, and its value. All sums are modulo 2^32. Not safe for several
 * threads.
 */
final class ReferenceMemory {

  /** Ways to tell a field's change. */
  static final int KEYS = 3;

  /** A key's prediction: none, not tried in this field, right so far, wrong at least once. */
  private static final int NONE = 0;

  private static final int FRESH = 1;
  private static final int RIGHT = 2;
  private static final int WRONG = 3;

  private static final int TABLE_LOG = 16;
  private static final int NEIGHBOURHOOD_LOG = 8;
  private static final int SALT = 0x3c6ef35f;

  private final int[] tables = new int[KEYS << TABLE_LOG];
  private final int[] slots = new int[KEYS];
  private final int[] predicted = new int[KEYS];
  private final int[] states = new int[KEYS];
  private final Reference reference = new Reference();
  private int made;
  private int known = Reference.FIELD;

  /** Forgets everything. */
  void reset() {
    Arrays.fill(tables, 0);
    leave();
  }

  /** Takes over what another memory has learned; no field is open then. */
  void copyFrom(ReferenceMemory other) {
    System.arraycopy(other.tables, 0, tables, 0, tables.length);
    leave();
  }

  /** Leaves the open field, if there is one, without learning it. */
  void leave() {
    known = Reference.FIELD;
  }

  /** {@return whether a field is open: fewer than four of its bytes are known} */
  boolean isOpen() {
    return known < Reference.FIELD;
  }

  /** {@return how many bytes of the open field are known} */
  int index() {
    return known;
  }

  /** {@return the reference to set before {@link #enter}} */
  Reference reference() {
    return reference;
  }

  /**
   * Opens the field that {@link #reference} describes.
   *
   * @param count how many of its bytes are as in the base, and passed
   */
  void enter(int count) {
    known = count;
    made = reference.word() & (1 << Byte.SIZE * count) - 1;
    int destination = reference.destination();
    slots[0] = slot(0, destination + reference.salt() * SALT);
    slots[1] = slot(1, (destination >> NEIGHBOURHOOD_LOG) + reference.salt() * SALT);
    slots[2] = slot(2, reference.word());
    for (int key = 0; key < KEYS; key++) {
      int change = tables[slots[key]];
      boolean told = change != 0 && (key == 2 || reference.hasDestination());
      states[key] = told ? FRESH : NONE;
      predicted[key] = key == 2 ? reference.word() + change : reference.predicted(change - 1);
    }
  }

  private static int slot(int key, int hashed) {
    return (key << TABLE_LOG) + (hashed * 0x9e3779b1 >>> Integer.SIZE - TABLE_LOG);
  }

  /** {@return what a key says of the open field's next byte, 0 to 255; -1 if it has no say} */
  int prediction(int key) {
    return states[key] == NONE ? -1 : predicted[key] >>> Byte.SIZE * known & 0xff;
  }

  /** {@return how the keys did so far in the open field: two bits each} */
  int states() {
    return states[0] | states[1] << 2 | states[2] << 4;
  }

  /** Tells the next byte of the open field; the fourth ends it, and it is learned. */
  void add(int targetByte) {
    for (int key = 0; key < KEYS; key++) {
      if (states[key] != NONE && states[key] != WRONG) {
        states[key] = prediction(key) == targetByte ? RIGHT : WRONG;
      }
    }
    made |= targetByte << Byte.SIZE * known;
    known++;
    if (known == Reference.FIELD) {
      if (reference.hasDestination()) {
        int moved = reference.moved(made) + 1; // 0 is no entry
        tables[slots[0]] = moved;
        tables[slots[1]] = moved;
      }
      tables[slots[2]] = made - reference.word();
    }
  }
}
