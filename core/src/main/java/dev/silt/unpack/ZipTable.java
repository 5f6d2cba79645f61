package dev.silt.unpack;

/**
 * The entries of a zip, in the order of their local headers; where each part is, and what the
 * central directory says. 57 bytes an entry.
 */
final class ZipTable {

  final int count;

  /** What is added to the offsets that the archive states. */
  final long shift;

  final long centralStart;
  final long centralEnd;
  final long[] localOffsets;
  final long[] dataOffsets;
  final long[] lengths;
  final long[] plainLengths;
  final long[] centralOffsets;
  final int[] crcs;

  /** Which entry each record of the central directory is about. */
  final int[] order;

  final boolean[] isMember;
  final boolean[] isDeflated;

  ZipTable(int count, long shift, long centralStart, long centralEnd) {
    this.count = count;
    this.shift = shift;
    this.centralStart = centralStart;
    this.centralEnd = centralEnd;
    localOffsets = new long[count];
    dataOffsets = new long[count];
    lengths = new long[count];
    plainLengths = new long[count];
    centralOffsets = new long[count];
    crcs = new int[count];
    order = new int[count];
    isMember = new boolean[count];
    isDeflated = new boolean[count];
  }

  /** {@return where an entry ends at the latest} */
  long limit(int entry) {
    return entry + 1 < count ? localOffsets[entry + 1] : centralStart;
  }

  long dataEnd(int entry) {
    return dataOffsets[entry] + lengths[entry];
  }
}
