package dev.silt.delta;

/**
 * The logical streams that the CONTENTS sections carry side by side, in the order of their chunks.
 */
public enum ContentStream {
  /** For each new content: transform, length, number of base contents, their numbers. */
  TABLE(1 << 20),
  /** For each op: length and kind. */
  OPS(1 << 20),
  /** For each copy and add: where it reads, relative to where the op before would go on. */
  OFFSETS(1 << 20),
  /** Difference bytes of the adds. */
  DIFFERENCES(1 << 22),
  /** Bytes of the inserts. */
  LITERALS(1 << 23);

  private final int windowLength;

  ContentStream(int windowLength) {
    this.windowLength = windowLength;
  }

  /** {@return bytes of the zstd window that an encoder uses at most: what a decoder must hold} */
  public int windowLength() {
    return windowLength;
  }

  int windowLog() {
    return Integer.numberOfTrailingZeros(windowLength);
  }
}
