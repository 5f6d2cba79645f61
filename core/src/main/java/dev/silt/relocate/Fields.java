package dev.silt.relocate;

import java.util.Arrays;

/** Fields that were found in a block, in ascending order, not overlapping. Reused. */
final class Fields {

  /** A field has four bytes or more. */
  private static final int MAX_COUNT = FieldBlock.LENGTH / 4;

  private static final FieldKind[] KINDS = FieldKind.values();

  /** Places, and in the lowest byte codes of kinds. */
  private int[] heads = {};

  private long[] values = {};
  private long[] destinations = {};
  private long[] origins = {};
  private int[] units = {};
  private int count;
  private int end;

  private void allocate(int capacity) {
    heads = new int[capacity];
    values = new long[capacity];
    destinations = new long[capacity];
    origins = new long[capacity];
    units = new int[capacity];
  }

  /** {@return none, with room for as many as a block can have} */
  static Fields ofBlock() {
    Fields fields = new Fields();
    fields.allocate(MAX_COUNT);
    return fields;
  }

  /** Becomes the same as others, in little more room than these need. */
  void set(Fields other) {
    count = other.count;
    if (count > heads.length) {
      allocate(count + count / 4);
    }
    System.arraycopy(other.heads, 0, heads, 0, count);
    System.arraycopy(other.values, 0, values, 0, count);
    System.arraycopy(other.destinations, 0, destinations, 0, count);
    System.arraycopy(other.origins, 0, origins, 0, count);
    System.arraycopy(other.units, 0, units, 0, count);
  }

  void clear() {
    count = 0;
    end = 0;
  }

  /**
   * Adds a field. One that overlaps the field before is left out: damaged tables have such.
   *
   * @param place index of its first byte in the block
   * @param kind how it holds its destination
   * @param value its bytes in the base, as a number
   * @param destination address in the base
   */
  void add(int place, FieldKind kind, long value, long destination) {
    if (place >= end) {
      heads[count] = place << Byte.SIZE | kind.code();
      values[count] = value;
      destinations[count] = destination;
      count++;
      end = place + kind.length();
    }
  }

  /**
   * Adds a field of a kind that counts from an origin; the same for overlaps.
   *
   * @param place index of its first byte in the block
   * @param kind how it holds its destination
   * @param value its bytes in the base, as a number
   * @param destination offset in the base; where there is no unit, address
   * @param origin offset in the base that is a value of 0; where there is no unit, address
   * @param unit bytes for each step of the value; 0 if there is none
   */
  void add(int place, FieldKind kind, long value, long destination, long origin, int unit) {
    if (place >= end) {
      origins[count] = origin;
      units[count] = unit;
      add(place, kind, value, destination);
    }
  }

  int count() {
    return count;
  }

  /** {@return the first field that begins at a place or behind it} */
  int from(int place) {
    int at = Arrays.binarySearch(heads, 0, count, place << Byte.SIZE);
    return at < 0 ? -at - 1 : at;
  }

  int place(int index) {
    return heads[index] >> Byte.SIZE;
  }

  FieldKind kind(int index) {
    return KINDS[heads[index] & 0xff];
  }

  long value(int index) {
    return values[index];
  }

  long destination(int index) {
    return destinations[index];
  }

  /** {@return where it counts from; of a kind that counts from an origin} */
  long origin(int index) {
    return origins[index];
  }

  /** {@return bytes for each step of the value; of a kind that counts from an origin} */
  int unit(int index) {
    return units[index];
  }
}
