package dev.silt.coder;

/**
 * Codes one number: how many bits it has, then the bits after the first. Numbers that came before
 * in the same context are learned whole. Not safe for several threads.
 */
final class NumberModel {

  private static final int LENGTH_BITS = 6;
  private static final int CONTEXTS = 3;

  private final ContextMixer lengthBits = new ContextMixer(CONTEXTS, 14, 1 << LENGTH_BITS);
  private final ContextMixer valueBits = new ContextMixer(CONTEXTS, 16, 1 << LENGTH_BITS);

  /** Takes over what another model has learned. */
  void copyFrom(NumberModel other) {
    lengthBits.copyFrom(other.lengthBits);
    valueBits.copyFrom(other.valueBits);
  }

  /** {@return how many bits a number has, without leading zeros: 0 to 63} */
  static int length(long number) {
    return Long.SIZE - Long.numberOfLeadingZeros(number);
  }

  /**
   * Codes a number.
   *
   * @param coder writes or reads the bits
   * @param number the number, if it is known: 0 to 2^63-1
   * @param wide a context that many numbers share
   * @param near a context that fewer share
   * @param narrow one that says most, if it came before
   * @return the number
   */
  long code(BitCoder coder, long number, int wide, int near, int narrow) {
    int length = codeLength(coder, length(number), wide, near, narrow);
    if (length < 2) {
      return length;
    }
    long made = 1;
    for (int bit = length - 2; bit >= 0; bit--) {
      int prefix = (int) (made ^ made >>> Integer.SIZE) + bit * 0x3c6ef35f;
      int top = length - 2 - bit < 3 ? (int) made : 0;
      valueBits.context(0, ContextMixer.hash(length | bit << 6 | top << 12, wide));
      valueBits.context(1, ContextMixer.hash(prefix, wide + 1));
      valueBits.context(2, ContextMixer.hash(prefix, narrow ^ 0x5bd1e995));
      made = made << 1 | valueBits.code(coder, (int) (number >>> bit & 1), bit);
    }
    return made;
  }

  private int codeLength(BitCoder coder, int length, int wide, int near, int narrow) {
    int first = ContextMixer.hash(wide, 1);
    int second = ContextMixer.hash(near, 2);
    int third = ContextMixer.hash(narrow, 3);
    int node = 1;
    for (int bit = LENGTH_BITS - 1; bit >= 0; bit--) {
      lengthBits.context(0, first, node);
      lengthBits.context(1, second, node);
      lengthBits.context(2, third, node);
      node = node << 1 | lengthBits.code(coder, length >> bit & 1, node);
    }
    return node & (1 << LENGTH_BITS) - 1;
  }
}
