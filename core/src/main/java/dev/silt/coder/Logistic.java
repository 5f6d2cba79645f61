package dev.silt.coder;

/**
 * The logistic function and its inverse in integers. The domain is -2047 to 2047 in 256ths; a
 * probability has 16 bits.
 */
final class Logistic {

  /** Bound of the domain. */
  static final int MAX = 2047;

  /** 65536 / (1 + exp(-x / 256)) at x = -2048, -1920, .. 2048, rounded. */
  private static final int[] KNOTS = {
    22, 36, 60, 98, 162, 267, 439, 720, 1179, 1921, 3108, 4971, 7812, 11955, 17625, 24743, 32768,
    40793, 47911, 53581, 57724, 60565, 62428, 63615, 64357, 64816, 65097, 65269, 65374, 65438,
    65476, 65500, 65514
  };

  private static final int KNOT_LOG = 7;
  private static final int INDEX_BITS = 12;

  private static final int[] SQUASHED = squashed();
  private static final short[] STRETCHED = stretched();

  private Logistic() {}

  private static int[] squashed() {
    int[] table = new int[2 * (MAX + 1)];
    for (int i = 0; i < table.length; i++) {
      int knot = i >> KNOT_LOG;
      int part = i & ((1 << KNOT_LOG) - 1);
      table[i] =
          (KNOTS[knot] * ((1 << KNOT_LOG) - part) + KNOTS[knot + 1] * part + (1 << KNOT_LOG - 1))
              >> KNOT_LOG;
    }
    return table;
  }

  private static short[] stretched() {
    short[] table = new short[1 << INDEX_BITS];
    int x = -MAX;
    for (int i = 0; i < table.length; i++) {
      int probability = (i << (Short.SIZE - INDEX_BITS)) + (1 << (Short.SIZE - INDEX_BITS - 1));
      while (x < MAX && squash(x) < probability) {
        x++;
      }
      table[i] = (short) x;
    }
    return table;
  }

  /**
   * {@return the probability for a value, interpolated between the knots}
   *
   * @param x any value; those outside of the domain count as its bounds
   */
  static int squash(int x) {
    return SQUASHED[Math.max(-MAX, Math.min(MAX, x)) + MAX + 1];
  }

  /**
   * {@return the smallest value whose probability is not below the given one}
   *
   * @param index the upper 12 bits of a probability
   */
  static int stretch(int index) {
    return STRETCHED[index];
  }
}
