package dev.silt.bench.hard;

/**
 * What one case took, in processor time.
 *
 * @param name of the case
 * @param length of the new image's layer, uncompressed, in bytes
 * @param deltaLength bytes of the delta
 * @param diffNanos making it
 * @param applyNanos applying it
 */
record Measured(String name, long length, long deltaLength, long diffNanos, long applyNanos) {

  double diffPerByte() {
    return (double) diffNanos / length;
  }

  double applyPerByte() {
    return (double) applyNanos / length;
  }
}
