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

  private static final int MIN_CONTEXTS = 3;
  private static final int MAX_CONTEXTS = 5;

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

  /**
   * A mixer that knows nothing: each probability is a half.
   *
   * @param contextCount contexts, {@value #MIN_CONTEXTS} to {@value #MAX_CONTEXTS}
   * @param tableLog binary logarithm of the slots of each context
   * @param setCount sets of weights
   */
  ContextMixer(int contextCount, int tableLog, int setCount) {
    if (contextCount < MIN_CONTEXTS || contextCount > MAX_CONTEXTS) {
      throw new IllegalArgumentException("contexts: " + contextCount);
    }
    this.contextCount = contextCount;
    this.tableLog = tableLog;
    this.slots = new int[contextCount << tableLog];
    this.weights = new int[contextCount * setCount];
    this.chosen = new int[contextCount];
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
    return switch (contextCount) {
      case 3 -> code3(coder, bit, first);
      case 4 -> code4(coder, bit, first);
      default -> code5(coder, bit, first);
    };
  }

  // Written out: with loops over so few contexts it takes a fifth longer.

  private int code3(BitCoder coder, int bit, int first) {
    int at0 = chosen[0];
    int at1 = chosen[1];
    int at2 = chosen[2];
    int slot0 = slots[at0];
    int slot1 = slots[at1];
    int slot2 = slots[at2];
    int logit0 = logit(slot0);
    int logit1 = logit(slot1);
    int logit2 = logit(slot2);
    int weight0 = weights[first];
    int weight1 = weights[first + 1];
    int weight2 = weights[first + 2];
    long sum = (long) logit0 * weight0 + (long) logit1 * weight1 + (long) logit2 * weight2;
    int probability = Logistic.squash((int) (sum >> 16));
    int coded = coder.code(bit, probability);
    int error = error(coded, probability);
    weights[first] = learnedWeight(weight0, logit0, error);
    weights[first + 1] = learnedWeight(weight1, logit1, error);
    weights[first + 2] = learnedWeight(weight2, logit2, error);
    slots[at0] = learnedSlot(slot0, coded);
    slots[at1] = learnedSlot(slot1, coded);
    slots[at2] = learnedSlot(slot2, coded);
    return coded;
  }

  private int code4(BitCoder coder, int bit, int first) {
    int at0 = chosen[0];
    int at1 = chosen[1];
    int at2 = chosen[2];
    int at3 = chosen[3];
    int slot0 = slots[at0];
    int slot1 = slots[at1];
    int slot2 = slots[at2];
    int slot3 = slots[at3];
    int logit0 = logit(slot0);
    int logit1 = logit(slot1);
    int logit2 = logit(slot2);
    int logit3 = logit(slot3);
    int weight0 = weights[first];
    int weight1 = weights[first + 1];
    int weight2 = weights[first + 2];
    int weight3 = weights[first + 3];
    long sum =
        (long) logit0 * weight0
            + (long) logit1 * weight1
            + (long) logit2 * weight2
            + (long) logit3 * weight3;
    int probability = Logistic.squash((int) (sum >> 16));
    int coded = coder.code(bit, probability);
    int error = error(coded, probability);
    weights[first] = learnedWeight(weight0, logit0, error);
    weights[first + 1] = learnedWeight(weight1, logit1, error);
    weights[first + 2] = learnedWeight(weight2, logit2, error);
    weights[first + 3] = learnedWeight(weight3, logit3, error);
    slots[at0] = learnedSlot(slot0, coded);
    slots[at1] = learnedSlot(slot1, coded);
    slots[at2] = learnedSlot(slot2, coded);
    slots[at3] = learnedSlot(slot3, coded);
    return coded;
  }

  private int code5(BitCoder coder, int bit, int first) {
    int at0 = chosen[0];
    int at1 = chosen[1];
    int at2 = chosen[2];
    int at3 = chosen[3];
    int at4 = chosen[4];
    int slot0 = slots[at0];
    int slot1 = slots[at1];
    int slot2 = slots[at2];
    int slot3 = slots[at3];
    int slot4 = slots[at4];
    int logit0 = logit(slot0);
    int logit1 = logit(slot1);
    int logit2 = logit(slot2);
    int logit3 = logit(slot3);
    int logit4 = logit(slot4);
    int weight0 = weights[first];
    int weight1 = weights[first + 1];
    int weight2 = weights[first + 2];
    int weight3 = weights[first + 3];
    int weight4 = weights[first + 4];
    long sum =
        (long) logit0 * weight0
            + (long) logit1 * weight1
            + (long) logit2 * weight2
            + (long) logit3 * weight3
            + (long) logit4 * weight4;
    int probability = Logistic.squash((int) (sum >> 16));
    int coded = coder.code(bit, probability);
    int error = error(coded, probability);
    weights[first] = learnedWeight(weight0, logit0, error);
    weights[first + 1] = learnedWeight(weight1, logit1, error);
    weights[first + 2] = learnedWeight(weight2, logit2, error);
    weights[first + 3] = learnedWeight(weight3, logit3, error);
    weights[first + 4] = learnedWeight(weight4, logit4, error);
    slots[at0] = learnedSlot(slot0, coded);
    slots[at1] = learnedSlot(slot1, coded);
    slots[at2] = learnedSlot(slot2, coded);
    slots[at3] = learnedSlot(slot3, coded);
    slots[at4] = learnedSlot(slot4, coded);
    return coded;
  }

  private static int logit(int slot) {
    return Logistic.stretch(slot >>> Integer.SIZE - 12);
  }

  private static int error(int bit, int probability) {
    return ((bit << 16) - probability) * RATE >> 4;
  }

  private static int learnedWeight(int weight, int logit, int error) {
    return weight + (logit * error + (1 << 15) >> 16);
  }

  private static int learnedSlot(int slot, int bit) {
    int count = slot & COUNT_MASK;
    int probability = slot >>> COUNT_BITS;
    int goal = -bit & MAX_PROBABILITY;
    probability += (int) ((long) (goal - probability) * STEPS[count] >> 16);
    return probability << COUNT_BITS | Math.min(count + 1, LIMIT);
  }
}
