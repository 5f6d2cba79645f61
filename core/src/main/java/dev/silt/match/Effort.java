package dev.silt.match;

/**
 * How hard to search.
 *
 * @param window length of an indexed window in bytes, 8 to 16
 * @param minStep distance of indexed windows in a small base
 * @param maxChain candidates looked at for one window
 * @param lookahead bytes to look further for a better match after a good one
 */
record Effort(int window, int minStep, int maxChain, int lookahead) {

  static Effort of(int level) {
    return switch (level) {
      case 0 -> new Effort(16, 16, 4, 0);
      case 1 -> new Effort(12, 4, 16, 8);
      case 2 -> new Effort(8, 2, 64, 16);
      default -> throw new IllegalArgumentException("effort: expected=0, 1 or 2, actual=" + level);
    };
  }
}
