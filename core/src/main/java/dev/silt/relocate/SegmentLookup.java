package dev.silt.relocate;

import java.util.List;

/**
 * Looks up in which segment of a program something is. Where segments overlap, the first counts.
 * Most numbers that are looked up as addresses are none: one comparison says so. Immutable.
 */
final class SegmentLookup {

  private final long[] offsets;
  private final long[] addresses;
  private final long[] lengths;
  private final long[] memoryLengths;
  private final long leastAddress;
  private final long endAddress;

  SegmentLookup(List<Segment> segments) {
    this.offsets = segments.stream().mapToLong(Segment::offset).toArray();
    this.addresses = segments.stream().mapToLong(Segment::address).toArray();
    this.lengths = segments.stream().mapToLong(Segment::length).toArray();
    this.memoryLengths = segments.stream().mapToLong(Segment::memoryLength).toArray();
    long least = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (int i = 0; i < addresses.length; i++) {
      least = Math.min(least, addresses[i]);
      end = Math.max(end, addresses[i] + memoryLengths[i]);
    }
    this.leastAddress = least;
    this.endAddress = end;
  }

  /** {@return the number of the segment that an offset lies in; -1 if there is none} */
  int at(long offset) {
    for (int i = 0; i < offsets.length; i++) {
      if (offset >= offsets[i] && offset - offsets[i] < lengths[i]) {
        return i;
      }
    }
    return -1;
  }

  /** {@return where the offsets around one begin that lie in the same segment, as the first} */
  long startOf(int segment, long offset) {
    long start = offsets[segment];
    for (int i = 0; i < segment; i++) {
      long end = offsets[i] + lengths[i];
      start = lengths[i] > 0 && end <= offset ? Math.max(start, end) : start;
    }
    return start;
  }

  /** {@return where they end} */
  long endOf(int segment, long offset) {
    long end = offsets[segment] + lengths[segment];
    for (int i = 0; i < segment; i++) {
      end = lengths[i] > 0 && offsets[i] > offset ? Math.min(end, offsets[i]) : end;
    }
    return end;
  }

  /** {@return the address of an offset that lies in a segment} */
  long addressOf(int segment, long offset) {
    return offset - offsets[segment] + addresses[segment];
  }

  /** {@return the offset of what is loaded at an address; -1 if no byte of the file is} */
  long offsetOf(long address) {
    if (address < leastAddress || address >= endAddress) {
      return -1;
    }
    for (int i = 0; i < addresses.length; i++) {
      if (address >= addresses[i] && address - addresses[i] < lengths[i]) {
        return address - addresses[i] + offsets[i];
      }
    }
    return -1;
  }

  /** {@return whether an address is the program's} */
  boolean hasAddress(long address) {
    if (address < leastAddress || address >= endAddress) {
      return false;
    }
    for (int i = 0; i < addresses.length; i++) {
      if (address >= addresses[i] && address - addresses[i] < memoryLengths[i]) {
        return true;
      }
    }
    return false;
  }
}
