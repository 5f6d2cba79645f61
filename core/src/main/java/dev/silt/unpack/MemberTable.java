package dev.silt.unpack;

import java.util.Arrays;

/** Members in packed arrays: 29 bytes each. */
final class MemberTable {

  private long[] offsets = new long[4];
  private long[] lengths = new long[4];
  private long[] plainLengths = new long[4];
  private int[] crcs = new int[4];
  private boolean[] deflated = new boolean[4];
  private int count;

  void add(long offset, long length, long plainLength, int crc, boolean isDeflated) {
    if (count == offsets.length) {
      resize(2 * count);
    }
    offsets[count] = offset;
    lengths[count] = length;
    plainLengths[count] = plainLength;
    crcs[count] = crc;
    deflated[count++] = isDeflated;
  }

  private void resize(int capacity) {
    offsets = Arrays.copyOf(offsets, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    plainLengths = Arrays.copyOf(plainLengths, capacity);
    crcs = Arrays.copyOf(crcs, capacity);
    deflated = Arrays.copyOf(deflated, capacity);
  }

  void trim() {
    resize(count);
  }

  int count() {
    return count;
  }

  Member get(int index) {
    return new Member(
        offsets[index], lengths[index], plainLengths[index], crcs[index], deflated[index]);
  }
}
