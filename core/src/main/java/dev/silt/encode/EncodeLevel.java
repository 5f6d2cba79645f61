package dev.silt.encode;

import dev.silt.delta.StreamEffort;

/** How much time coding may cost. */
@SuppressWarnings("ImmutableEnumChecker") // a record of primitives
public enum EncodeLevel {
  /** Quick to compress: zstd alone. */
  FAST(1, 0, StreamEffort.zstd(11)),
  /** A fair size at a fair speed. */
  BALANCED(1, 1, new StreamEffort(19, true, 6)),
  /** As small as can be. */
  SMALLEST(2, 2, new StreamEffort(19, true, 9));

  private final int matchEffort;
  private final int relocationPasses;
  private final StreamEffort streamEffort;

  EncodeLevel(int matchEffort, int relocationPasses, StreamEffort streamEffort) {
    this.matchEffort = matchEffort;
    this.relocationPasses = relocationPasses;
    this.streamEffort = streamEffort;
  }

  int matchEffort() {
    return matchEffort;
  }

  /** {@return how often programs are matched to their relocated bases} */
  int relocationPasses() {
    return relocationPasses;
  }

  StreamEffort streamEffort() {
    return streamEffort;
  }
}
