package dev.silt.deflate;

/**
 * How hard zlib searches at one of its levels: its table of settings, and which of its two parsers
 * it uses.
 *
 * @param good a match of this length in hand cuts the next search to a quarter
 * @param lazy lazy parser: a match of this length is taken without a look at the next byte; greedy
 *     parser: the longest match whose inner positions can be found later
 * @param nice a match of this length ends a search
 * @param chain how many earlier positions a search looks at
 */
record Level(int good, int lazy, int nice, int chain) {

  private static final int FIRST_LAZY = 4;
  private static final Level[] LEVELS = {
    new Level(4, 4, 8, 4),
    new Level(4, 5, 16, 8),
    new Level(4, 6, 32, 32),
    new Level(4, 4, 16, 16),
    new Level(8, 16, 32, 32),
    new Level(8, 16, 128, 128),
    new Level(8, 32, 128, 256),
    new Level(32, 128, 258, 1024),
    new Level(32, 258, 258, 4096),
  };

  /** {@return the settings of a level from 1 to 9} */
  static Level of(int level) {
    if (level < 1 || level > LEVELS.length) {
      throw new IllegalArgumentException("no such level: expected=1..9, actual=" + level);
    }
    return LEVELS[level - 1];
  }

  /** {@return whether a level looks one byte further before it takes a match} */
  static boolean isLazy(int level) {
    return level >= FIRST_LAZY;
  }
}
