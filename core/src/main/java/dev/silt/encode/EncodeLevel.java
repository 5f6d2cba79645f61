package dev.silt.encode;

/** How much time coding may cost. */
public enum EncodeLevel {
  /** Little more than reading. */
  FAST(0, 3),
  /** A fair size at a fair speed. */
  BALANCED(1, 15),
  /** As small as can be. */
  SMALLEST(2, 19);

  private final int matchEffort;
  private final int zstdLevel;

  EncodeLevel(int matchEffort, int zstdLevel) {
    this.matchEffort = matchEffort;
    this.zstdLevel = zstdLevel;
  }

  int matchEffort() {
    return matchEffort;
  }

  int zstdLevel() {
    return zstdLevel;
  }
}
