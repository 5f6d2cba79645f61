package dev.silt;

/** How much time a delta may cost to make. */
public enum Preset {
  /** Made in little more time than reading the images takes. */
  FAST,
  /** A good size at a fair speed. */
  BALANCED,
  /** As small as can be. */
  SMALLEST
}
