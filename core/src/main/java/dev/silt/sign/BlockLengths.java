package dev.silt.sign;

/**
 * How long the blocks of a content are: the square root of its length, as rsync has it, since that
 * makes signature and literals around an edit grow alike; within bounds. A content that is no
 * longer than a block has none: its digest says all there is to say.
 */
final class BlockLengths {

  /**
   * Shorter blocks take longer to hash, and of an image of many files they make the signature grow
   * by more than the delta shrinks.
   */
  static final int SHORTEST = 1 << 12;

  /** Longer blocks would be found too seldom. */
  static final int LONGEST = 1 << 17;

  private final int forced;

  private BlockLengths(int forced) {
    this.forced = forced;
  }

  /** {@return lengths by the rule if the length is 0, else that for all} */
  static BlockLengths of(int forced) {
    return new BlockLengths(forced);
  }

  int blockLength(long contentLength) {
    if (forced > 0) {
      return forced;
    }
    long root = (long) Math.sqrt((double) contentLength) & -8;
    return (int) Math.max(SHORTEST, Math.min(LONGEST, root));
  }

  /** {@return how many blocks a content has; the last one may be shorter} */
  long blockCount(long contentLength) {
    int length = blockLength(contentLength);
    return contentLength <= length ? 0 : (contentLength - 1) / length + 1;
  }
}
