package dev.silt.relocate;

/** Fields that were found in a block, in ascending order, not overlapping. Reused. */
final class Fields {

  private final int[] places = new int[FieldBlock.LENGTH / 2];
  private final FieldKind[] kinds = new FieldKind[places.length];
  private final long[] values = new long[places.length];
  private final long[] destinations = new long[places.length];
  private final long[] origins = new long[places.length];
  private final int[] units = new int[places.length];
  private int count;

  void clear() {
    count = 0;
  }

  /**
   * Adds a field.
   *
   * @param place index of its first byte in the block
   * @param kind how it holds its destination
   * @param value its bytes in the base, as a number
   * @param destination address in the base
   */
  void add(int place, FieldKind kind, long value, long destination) {
    add(place, kind, value, destination, 0, 0);
  }

  /**
   * Adds a field that counts from an origin. One that overlaps the field before is left out:
   * damaged tables have such.
   *
   * @param place index of its first byte in the block
   * @param kind how it holds its destination
   * @param value its bytes in the base, as a number
   * @param destination offset in the base; where there is no unit, address
   * @param origin offset in the base that is a value of 0; where there is no unit, address
   * @param unit bytes for each step of the value; 0 if there is none
   */
  void add(int place, FieldKind kind, long value, long destination, long origin, int unit) {
    if (count > 0 && place < places[count - 1] + kinds[count - 1].length()) {
      return;
    }
    places[count] = place;
    kinds[count] = kind;
    values[count] = value;
    destinations[count] = destination;
    origins[count] = origin;
    units[count] = unit;
    count++;
  }

  int count() {
    return count;
  }

  int place(int index) {
    return places[index];
  }

  FieldKind kind(int index) {
    return kinds[index];
  }

  long value(int index) {
    return values[index];
  }

  long destination(int index) {
    return destinations[index];
  }

  long origin(int index) {
    return origins[index];
  }

  int unit(int index) {
    return units[index];
  }
}
