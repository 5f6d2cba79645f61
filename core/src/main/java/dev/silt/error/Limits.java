package dev.silt.error;

/**
 * How much an image or a delta may ask for. Each number is checked before anything is allocated or
 * written for it. Immutable.
 *
 * @param documentLength bytes of one JSON document: index, manifest, config
 * @param headerLength bytes of the header blocks of one tar entry, its PAX records included
 * @param entryCount entries of all layers of one image
 * @param metadataLength bytes of a delta's decoded or encoded metadata that are held in memory
 * @param imageLength uncompressed bytes of all layers of one image
 * @param zstdWindowLog binary logarithm of the largest zstd window that is decoded
 */
public record Limits(
    int documentLength,
    int headerLength,
    int entryCount,
    int metadataLength,
    long imageLength,
    int zstdWindowLog) {

  private static final Limits DEFAULTS =
      new Limits(8 << 20, 1 << 20, 4_000_000, 64 << 20, 1L << 40, 27);

  /**
   * Checks that every limit is positive.
   *
   * @param documentLength bytes of one JSON document: index, manifest, config
   * @param headerLength bytes of the header blocks of one tar entry, its PAX records included
   * @param entryCount entries of all layers of one image
   * @param metadataLength bytes of a delta's decoded or encoded metadata that are held in memory
   * @param imageLength uncompressed bytes of all layers of one image
   * @param zstdWindowLog binary logarithm of the largest zstd window that is decoded
   */
  public Limits {
    if (documentLength <= 0
        || headerLength < 512
        || entryCount <= 0
        || metadataLength <= 0
        || imageLength <= 0
        || zstdWindowLog < 10
        || zstdWindowLog > 31) {
      throw new IllegalArgumentException("a limit is out of its range");
    }
  }

  /**
   * {@return 8 MiB documents, 1 MiB headers, 4,000,000 entries, 64 MiB metadata, 1 TiB images, 128
   * MiB zstd windows}
   */
  public static Limits defaults() {
    return DEFAULTS;
  }
}
