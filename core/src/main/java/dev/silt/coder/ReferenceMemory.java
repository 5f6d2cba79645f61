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

  /** Bytes of a field. */
  static final int FIELD = 4;

  /** Ways to tell a field's change. */
  static final int KEYS = 3;

  /** A key's prediction: none, not tried in this field, right so far, wrong at least once. */
  private static final int NONE = 0;

  private static final int FRESH = 1;
  private static final int RIGHT = 2;
  private static final int WRONG = 3;

  private static final int TABLE_LOG = 16;
  private static final int NEIGHBOURHOOD_LOG = 8;

  private final int[] tables = new int[KEYS << TABLE_LOG];
  private final int[] slots = new int[KEYS];
  private final int[] predicted = new int[KEYS];
  private final int[] states = new int[KEYS];
  private int value;
  private int destination;
  private int targetPosition;
  private int made;
  private int known = FIELD;

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
    known = FIELD;
  }

  /** {@return whether a field is open: fewer than four of its bytes are known} */
  boolean isOpen() {
    return known < FIELD;
  }

  /** {@return how many bytes of the open field are known} */
  int index() {
    return known;
  }

  /**
   * Opens a field.
   *
   * @param fieldValue its four bytes in the base, little-endian
   * @param basePosition where it stands there
   * @param position where it stands in the target
   */
  void enter(int fieldValue, int basePosition, int position) {
    value = fieldValue;
    destination = basePosition + fieldValue;
    targetPosition = position;
    known = 0;
    made = 0;
    slots[0] = slot(0, destination);
    slots[1] = slot(1, destination >> NEIGHBOURHOOD_LOG);
    slots[2] = slot(2, value);
    for (int key = 0; key < KEYS; key++) {
      int change = tables[slots[key]];
      states[key] = change == 0 ? NONE : FRESH;
      predicted[key] = change + (key == 2 ? value : destination - targetPosition);
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
    if (known == FIELD) {
      int moved = targetPosition + made - destination;
      tables[slots[0]] = moved;
      tables[slots[1]] = moved;
      tables[slots[2]] = made - value;
    }
  }
}
