package dev.silt.delta;

/**
 * How hard to compress the content streams.
 *
 * @param zstdLevel 1 to 22
 * @param contexts whether ops and differences may go through the context coder
 * @param lzmaPreset 0 to 9 if literals may be coded with LZMA2, else -1
 * @param modeledLiterals how many literals go through the context coder instead, the first ones;
 *     the chunk that reaches that is the last
 */
public record StreamEffort(int zstdLevel, boolean contexts, int lzmaPreset, long modeledLiterals) {

  /**
   * zstd alone.
   *
   * @param level 1 to 22
   * @return the effort
   */
  public static StreamEffort zstd(int level) {
    return new StreamEffort(level, false, -1, 0);
  }

  /** {@return the same, but for literals, none of which go through the context coder} */
  public StreamEffort withoutLiteralContexts() {
    return new StreamEffort(zstdLevel, contexts, lzmaPreset, 0);
  }
}
