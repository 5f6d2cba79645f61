package dev.silt.bench.hard;

/**
 * What one case took, in processor time.
 *
 * @param name of the case
 * @param length of the new image's layer, uncompressed, in bytes
 * @param readLength of what was read to make the delta: of both layers, if the old one was at hand
 * @param deltaLength bytes of the delta
 * @param diffNanos making it
 * @param applyNanos applying it
 */
record Measured(
    String name, long length, long readLength, long deltaLength, long diffNanos, long applyNanos) {

  double diffPerByte() {
    return (double) diffNanos / readLength;
  }

  double applyPerByte() {
    return (double) applyNanos / length;
  }
}
