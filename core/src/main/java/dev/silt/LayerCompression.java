package dev.silt;

/** How layers that apply rebuilds are stored; copied layers stay as they are. */
public enum LayerCompression {
  /** Plain tar: fastest, and later deltas read it without a copy. */
  NONE,
  /** gzip, with the JDK's own encoder; blob digests depend on its version. */
  GZIP,
  /** zstd, level 3. */
  ZSTD
}
