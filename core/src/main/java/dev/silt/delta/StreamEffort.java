package dev.silt.delta;

/**
 * How hard to compress the content streams.
 *
 * @param zstdLevel 1 to 22
 * @param contexts whether ops and differences may go through the context coder
 * @param lzmaPreset 0 to 9 if literals may be coded with LZMA2, else -1
 * @param literalContexts whether literals go through the context coder instead
 */
public record StreamEffort(
    int zstdLevel, boolean contexts, int lzmaPreset, boolean literalContexts) {

  /**
   * zstd alone.
   *
   * @param level 1 to 22
   * @return the effort
   */
  public static StreamEffort zstd(int level) {
    return new StreamEffort(level, false, -1, false);
  }

  /** {@return the same, but for literals that do not go through the context coder} */
  public StreamEffort withoutLiteralContexts() {
    return new StreamEffort(zstdLevel, contexts, lzmaPreset, false);
  }
}
