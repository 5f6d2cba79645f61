package dev.silt;

/** How much time a delta may cost to make. */
public enum Preset {
  /** Quick to make and to apply: streams are compressed with zstd alone. */
  FAST,
  /** A good size at a fair speed. */
  BALANCED,
  /** As small as can be: slow to make, and slow to apply where much is new. */
  SMALLEST
}
