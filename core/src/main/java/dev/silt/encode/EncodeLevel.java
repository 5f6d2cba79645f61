package dev.silt.encode;

import dev.silt.delta.StreamEffort;

/** How much time coding may cost. */
@SuppressWarnings("ImmutableEnumChecker") // a record of primitives
public enum EncodeLevel {
  /** Quick to compress: zstd alone. */
  FAST(1, StreamEffort.zstd(11)),
  /** A fair size at a fair speed. */
  BALANCED(1, new StreamEffort(19, true, 6)),
  /** As small as can be. */
  SMALLEST(2, new StreamEffort(19, true, 9));

  private final int matchEffort;
  private final StreamEffort streamEffort;

  EncodeLevel(int matchEffort, StreamEffort streamEffort) {
    this.matchEffort = matchEffort;
    this.streamEffort = streamEffort;
  }

  int matchEffort() {
    return matchEffort;
  }

  StreamEffort streamEffort() {
    return streamEffort;
  }
}
