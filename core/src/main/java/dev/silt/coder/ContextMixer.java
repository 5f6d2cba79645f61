package dev.silt.coder;

import java.util.Arrays;

/**
 * Predicts one bit from several contexts and learns from what came. Each context has a hash table
 * of adaptive probabilities; their logits, weighted and added, are the prediction. The weights are
 * those of a set that the caller chooses; after each bit they take a step along the gradient of the
 * coding cost. Two contexts may share a slot: that costs some precision and nothing else. Not safe
 * for several threads.
 */
final class ContextMixer {

  /** Bits seen in a slot after which it learns no slower. */
  private static final int LIMIT = 30;

  private static final int COUNT_BITS = 10;
  private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;
  private static final int PROBABILITY_BITS = Integer.SIZE - COUNT_BITS;
  private static final int MAX_PROBABILITY = (1 << PROBABILITY_BITS) - 1;
  private static final int FIRST_WEIGHT = 19660; // 0.3
  private static final int RATE = 24;

  /** 65536 / (n + 1.6): how far a probability moves after n bits. */
  private static final int[] STEPS = steps();

  private final int contextCount;
  private final int tableLog;
  private final int[] slots;
  private final int[] weights;
  private final int[] chosen;
  private final int[] logits;

  /**
   * A mixer that knows nothing: each probability is a half.
   *
   * @param contextCount contexts
   * @param tableLog binary logarithm of the slots of each context
   * @param setCount sets of weights
   */
  ContextMixer(int contextCount, int tableLog, int setCount) {
    this.contextCount = contextCount;
    this.tableLog = tableLog;
    this.slots = new int[contextCount << tableLog];
    this.weights = new int[contextCount * setCount];
    this.chosen = new int[contextCount];
    this.logits = new int[contextCount];
    reset();
  }

  private static int[] steps() {
    int[] steps = new int[LIMIT + 1];
    for (int n = 0; n <= LIMIT; n++) {
      steps[n] = 5 * 65536 / (5 * n + 8);
    }
    return steps;
  }

  /** Forgets everything. */
  void reset() {
    Arrays.fill(slots, 1 << Integer.SIZE - 1);
    Arrays.fill(weights, FIRST_WEIGHT);
  }

  /** Takes over what another mixer of the same shape has learned. */
  void copyFrom(ContextMixer other) {
    System.arraycopy(other.slots, 0, slots, 0, slots.length);
    System.arraycopy(other.weights, 0, weights, 0, weights.length);
  }

  /** {@return a mixer of the same shape that knows nothing} */
  ContextMixer another() {
    return new ContextMixer(contextCount, tableLog, weights.length / contextCount);
  }

  /**
   * Chooses the slot of a context for the next bit.
   *
   * @param context which, from 0
   * @param hash whose upper bits are well mixed
   */
  void context(int context, int hash) {
    chosen[context] = (context << tableLog) + (hash >>> Integer.SIZE - tableLog);
  }

  /** As {@link #context}, for one node of a tree of bits that share their hash. */
  void context(int context, int hash, int node) {
    chosen[context] = (context << tableLog) + (hash >>> Integer.SIZE - tableLog ^ node);
  }

  /** {@return a hash of two numbers; the upper bits are well mixed} */
  static int hash(int a, int b) {
    return a * 0x2f0b4c47 + b * 0x9e3779b1;
  }

  /**
   * Codes a bit with the contexts chosen, and learns it.
   *
   * @param coder writes or reads it
   * @param bit the bit, if it is known
   * @param set which weights
   * @return the bit
   */
  int code(BitCoder coder, int bit, int set) {
    int first = set * contextCount;
    long sum = 0;
    for (int i = 0; i < contextCount; i++) {
      int logit = Logistic.stretch(slots[chosen[i]] >>> Integer.SIZE - 12);
      logits[i] = logit;
      sum += (long) logit * weights[first + i];
    }
    int probability = Logistic.squash((int) (sum >> 16));
    int coded = coder.code(bit, probability);
    learn(coded, probability, first);
    return coded;
  }

  private void learn(int bit, int probability, int first) {
    int error = ((bit << 16) - probability) * RATE >> 4;
    int goal = -bit & MAX_PROBABILITY;
    for (int i = 0; i < contextCount; i++) {
      weights[first + i] += logits[i] * error + (1 << 15) >> 16;
      int slot = slots[chosen[i]];
      int count = slot & COUNT_MASK;
      int learned = slot >>> COUNT_BITS;
      learned += (int) ((long) (goal - learned) * STEPS[count] >> 16);
      slots[chosen[i]] = learned << COUNT_BITS | Math.min(count + 1, LIMIT);
    }
  }
}
