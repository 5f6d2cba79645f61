package dev.silt.coder;

/**
 * Codes the numbers of ops and where they read, given the ops before. Heap: about 2 MiB. Not safe
 * for several threads.
 */
public final class OpModel {

  private static final int KIND_BITS = 2;
  private static final int KIND_MASK = 3;
  private static final int KINDS = 1 << KIND_BITS;

  private final ContextMixer kindBits = new ContextMixer(3, 12, 16);
  private final ContextMixer turnBits = new ContextMixer(3, 12, 16);
  private final NumberModel lengths = new NumberModel();
  private final NumberModel offsets = new NumberModel();

  private int kinds; // of the ops before, two bits each, the latest lowest
  private int lengthClasses; // of the ops before, six bits each, the latest lowest
  private final long[] lastLengths = new long[KINDS];
  private int zeros; // the latest outcomes of "goes on where it would", the latest lowest
  private long lastTurn;
  private long turnBefore;

  private OpModel() {}

  /** {@return a model that has seen nothing} */
  public static OpModel create() {
    return new OpModel();
  }

  /** Takes over what another model has learned of ops' numbers; what came before stays. */
  public void copyNumbersFrom(OpModel other) {
    kindBits.copyFrom(other.kindBits);
    lengths.copyFrom(other.lengths);
  }

  /** Takes over what another model has learned of where ops read; what came before stays. */
  public void copyOffsetsFrom(OpModel other) {
    turnBits.copyFrom(other.turnBits);
    offsets.copyFrom(other.offsets);
  }

  /**
   * Tells a number that is coded by other means, or has been coded; to be called for each.
   *
   * @param number of an op
   */
  public void passNumber(long number) {
    int kind = (int) number & KIND_MASK;
    lastLengths[kind] = number >>> KIND_BITS;
    kinds = kinds << KIND_BITS | kind;
    lengthClasses = lengthClasses << 6 | NumberModel.length(number >>> KIND_BITS);
  }

  /**
   * Tells where an op reads, as {@link #passNumber}.
   *
   * @param turn in zigzag form
   */
  public void passOffset(long turn) {
    zeros = zeros << 1 | (turn == 0 ? 1 : 0);
    if (turn != 0) {
      turnBefore = lastTurn;
      lastTurn = turn;
    }
  }

  /**
   * Codes the number of an op: its kind in the lowest two bits, its length above. {@link
   * #passNumber} has to follow.
   *
   * @param coder writes or reads the bits
   * @param number the number, if it is known
   * @return the number
   */
  public long number(BitCoder coder, long number) {
    int kind = kind(coder, (int) number & KIND_MASK);
    int pair = kind | (kinds & 15) << KIND_BITS;
    int last = NumberModel.length(lastLengths[kind]);
    long length =
        lengths.code(
            coder,
            number >>> KIND_BITS,
            pair,
            pair | last << 6 | (lengthClasses & 63) << 12,
            kind | ContextMixer.hash((int) lastLengths[kind], lengthClasses & 63) << 2);
    return length << KIND_BITS | kind;
  }

  private int kind(BitCoder coder, int kind) {
    int recent = kinds & 63;
    int classes = lengthClasses & 0xfff;
    int node = 1;
    for (int bit = KIND_BITS - 1; bit >= 0; bit--) {
      kindBits.context(0, ContextMixer.hash(recent, 1), node);
      kindBits.context(1, ContextMixer.hash(kinds & 15, classes & 63 | 64), node);
      kindBits.context(2, ContextMixer.hash(kinds & 0xfff, classes), node);
      node = node << 1 | kindBits.code(coder, kind >> bit & 1, node | (kinds & KIND_MASK) << 2);
    }
    return node & KIND_MASK;
  }

  /**
   * Codes where the op whose number came last reads. {@link #passOffset} has to follow.
   *
   * @param coder writes or reads the bits
   * @param turn difference to where the op before would go on, in zigzag form, if it is known
   * @return the difference, in zigzag form
   */
  public long offset(BitCoder coder, long turn) {
    int pair = kinds & 15;
    if (turn(coder, turn == 0, 0)) {
      return 0;
    }
    long back = opposite(lastTurn);
    if (back != 0 && turn(coder, turn == back, 1)) {
      return back;
    }
    if (turnBefore != 0 && turn(coder, turn == turnBefore, 2)) {
      return turnBefore;
    }
    int before = pair | (lengthClasses >> 6 & 63) << 4;
    return 1 + offsets.code(coder, turn - 1, pair, before, ContextMixer.hash((int) lastTurn, pair));
  }

  /** The zigzag form of a number with the other sign. */
  private static long opposite(long zigzag) {
    long value = zigzag >>> 1 ^ -(zigzag & 1);
    return -value << 1 ^ -value >> 63;
  }

  private boolean turn(BitCoder coder, boolean yes, int question) {
    int pair = kinds & 63;
    turnBits.context(0, ContextMixer.hash(question | (zeros & 0xff) << 2, 1));
    turnBits.context(1, ContextMixer.hash(question | pair << 2, lengthClasses & 0xfff));
    turnBits.context(2, ContextMixer.hash(question | pair << 2, zeros & 15 | 16));
    return turnBits.code(coder, yes ? 1 : 0, question | (kinds & 3) << 2) == 1;
  }
}
