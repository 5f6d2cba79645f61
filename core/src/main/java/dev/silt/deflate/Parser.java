package dev.silt.deflate;

import java.io.IOException;

/** Cuts a window's bytes into literals and matches. Not thread-safe; reused. */
sealed interface Parser permits GreedyParser, LazyParser {

  /** Begins a stream. */
  void reset(Level level);

  /**
   * Goes on as far as there are bytes enough to look ahead.
   *
   * @param last whether no bytes follow: then goes to the end and writes the last block
   */
  void run(boolean last) throws IOException;
}
