package dev.silt.delta;

import java.util.Locale;

/**
 * The logical streams that the CONTENTS sections carry side by side, in the order of their chunks.
 */
public enum ContentStream {
  /** For each new content: transform, length, number of base contents, their numbers. */
  TABLE(1 << 20),
  /** For each op: length and kind. */
  OPS(1 << 20, StreamCodec.CONTEXT),
  /** For each copy and add: where it reads, relative to where the op before would go on. */
  OFFSETS(1 << 20, StreamCodec.CONTEXT),
  /** Difference bytes of the adds. */
  DIFFERENCES(1 << 22, StreamCodec.CONTEXT),
  /** Bytes of the inserts. */
  LITERALS(1 << 23, StreamCodec.LZMA, StreamCodec.CONTEXT, StreamCodec.QUICK);

  private final int windowLength;
  private final int otherCodecs; // a bit for each code

  ContentStream(int windowLength, StreamCodec... otherCodecs) {
    this.windowLength = windowLength;
    int bits = 0;
    for (StreamCodec codec : otherCodecs) {
      bits |= 1 << codec.code();
    }
    this.otherCodecs = bits;
  }

  /** {@return bytes of the window that an encoder uses at most: what a decoder must hold} */
  public int windowLength() {
    return windowLength;
  }

  /** {@return whether chunks may have a codec} */
  boolean allows(StreamCodec codec) {
    return codec == StreamCodec.PLAIN
        || codec == StreamCodec.ZSTD
        || (otherCodecs >> codec.code() & 1) == 1;
  }

  /** {@return name for people, as in docs/format.md} */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  int windowLog() {
    return Integer.numberOfTrailingZeros(windowLength);
  }
}
