package dev.silt.match;

/**
 * How hard to search.
 *
 * @param window length of an indexed window in bytes, 8 to 16
 * @param minStep distance of indexed windows in a small base
 * @param lookahead bytes to look further for a better match after a good one
 */
record Effort(int window, int minStep, int lookahead) {

  static Effort of(int level) {
    return switch (level) {
      case 0 -> new Effort(16, 15, 0);
      case 1 -> new Effort(12, 5, 8);
      case 2 -> new Effort(8, 3, 16);
      default -> throw new IllegalArgumentException("effort: expected=0, 1 or 2, actual=" + level);
    };
  }
}
