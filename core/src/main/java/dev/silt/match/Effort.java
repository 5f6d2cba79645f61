package dev.silt.match;

/**
 * How hard to search.
 *
 * @param window length of an indexed window in bytes, 8 to 16
 * @param minStep distance of indexed windows in a small base
 * @param lookahead bytes to look further for a better match after a good one
 * @param stepsOver whether bytes that were put in or left out are stepped over as long as there is
 *     no index: quick, and 1 % larger on programs
 */
record Effort(int window, int minStep, int lookahead, boolean stepsOver) {

  static Effort of(int level) {
    return switch (level) {
      case 0 -> new Effort(12, 5, 8, true);
      case 1 -> new Effort(12, 5, 8, false);
      case 2 -> new Effort(8, 3, 16, false);
      default -> throw new IllegalArgumentException("effort: expected=0, 1 or 2, actual=" + level);
    };
  }
}
