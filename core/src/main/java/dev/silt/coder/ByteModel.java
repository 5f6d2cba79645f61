package dev.silt.coder;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Codes bytes, literals above all. Each bit is predicted from what came where the bytes before were
 * the same, among those coded so far and, for literals, among the base bytes around the places
 * where they go. A fifth smaller than LZMA on machine code, and slow: a microsecond or two a byte
 * that is coded, a half one that is learned.
 *
 * <p>Heap: 14 or 17 MiB for literals, whatever is coded. Not safe for several threads.
 */
public final class ByteModel {

  private static final int GROUP_LOG = 4; // slots of one nibble, the first of which is a check
  private static final int MATCH_CLASSES = 16;
  private static final int FIRST_WEIGHT = 16384;
  private static final int WEIGHT_RATE = 60;
  private static final int OUTCOME_LIMIT = 127;
  private static final int OUTCOME_COUNT_BITS = 10;
  private static final int LONG_MATCH = 16;
  private static final int FULL = 1 << 7; // a history of seven bits
  private static final int STEP_LOG = 7; // 128ths of a logit's domain between what is refined
  private static final int REFINED = (2 * (Logistic.MAX + 1) >> STEP_LOG) + 1;
  private static final int REFINE_RATE = 6;
  private static final int MIN_PROBABILITY = 32;

  private static final int MIN_MATCH = 5;
  private static final int MAX_MATCH = 32; // that is looked at when a match is found

  /** 65536 / (n + 1.6): how far a probability moves after n bits. */
  private static final int[] STEPS = steps();

  private final ByteModelKind kind;
  private final int contexts;
  private final int inputs; // those, the match, and a constant
  private final int tableLog; // bytes of one context's table
  private final int placeShift;

  /** Of each context's hash: the bits that came last where it was met, behind a 1; 0 for none. */
  private final byte[] histories;

  /** What followed each history of each context: 22 bits of probability, 10 of count. */
  private final int[] outcomes;

  private final int[] matchOutcomes = new int[MATCH_CLASSES * 2];
  private final int[] nodeWeights;
  private final int[] byteWeights;

  /** The probability that was right where a mean logit was predicted. */
  private final int[] refined = new int[3 * 256 * REFINED];

  private final int[] hashes;
  private final int[] groups;
  private final int[] logits;

  private final byte[] past;
  private final int[] places;
  private int passed; // bytes that went into past
  private long last; // the eight bytes before, the latest lowest
  private int matchAt;
  private int matchLength;

  private ByteModel(ByteModelKind kind, int tableLog, int pastLog, int placesLog) {
    this.kind = kind;
    this.contexts = kind.contextCount();
    this.inputs = contexts + 2;
    this.tableLog = tableLog;
    this.histories = new byte[contexts << tableLog];
    this.outcomes = new int[contexts << Byte.SIZE];
    this.nodeWeights = new int[3 * 256 * inputs];
    this.byteWeights = new int[4 * 256 * inputs];
    this.hashes = new int[contexts];
    this.groups = new int[contexts];
    this.logits = new int[inputs];
    this.past = new byte[1 << pastLog];
    this.places = new int[1 << placesLog];
    this.placeShift = Integer.SIZE - placesLog;
    logits[inputs - 1] = 1 << 8; // always there
    Arrays.fill(matchOutcomes, 1 << Integer.SIZE - 1);
    Arrays.fill(nodeWeights, FIRST_WEIGHT);
    Arrays.fill(byteWeights, FIRST_WEIGHT);
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = firstOutcome(i & 0xff) << OUTCOME_COUNT_BITS;
    }
    for (int i = 0; i < refined.length; i++) {
      refined[i] = Logistic.squash((i % REFINED << STEP_LOG) - Logistic.MAX - 1);
    }
  }

  /**
   * A model of literals, which has seen nothing.
   *
   * @param kind what it looks at
   * @return the model
   */
  public static ByteModel create(ByteModelKind kind) {
    return new ByteModel(kind, 20, 22, 18);
  }

  /** {@return a thorough model of fewer bytes, which takes 1 MiB of heap and has seen nothing} */
  public static ByteModel createSmall() {
    return new ByteModel(ByteModelKind.THOROUGH, 16, 16, 12);
  }

  /** {@return what it looks at} */
  public ByteModelKind kind() {
    return kind;
  }

  private static int[] steps() {
    int[] steps = new int[OUTCOME_LIMIT + 1];
    for (int n = 0; n <= OUTCOME_LIMIT; n++) {
      steps[n] = 5 * 65536 / (5 * n + 8);
    }
    return steps;
  }

  /** A guess at what follows a history: its bits, the later ones counting more. */
  private static int firstOutcome(int history) {
    int ones = 2;
    int all = 4;
    int bits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(history | 1);
    for (int i = bits - 1; i >= 0; i--) {
      int weight = 8 + 2 * (bits - 1 - i);
      all += weight;
      ones += (history >> i & 1) * weight;
    }
    return (int) (((1L << 22) - 1) * ones / all);
  }

  private static int mixed(int hash) {
    int h = (hash ^ hash >>> 15) * 0x2c1b3c6d;
    return h ^ h >>> 13;
  }

  /**
   * Goes to a place in the target.
   *
   * @param before the bytes before it, the latest lowest
   */
  public void begin(long before) {
    last = before;
    matchLength = 0;
  }

  /**
   * Learns bytes that both sides know.
   *
   * @param bytes an array
   * @param from index of the first
   * @param count how many
   * @param position offset of the first in its content, modulo 2^32
   */
  public void learn(byte[] bytes, int from, int count, int position) {
    begin(0);
    for (int i = 0; i < count; i++) {
      if (kind == ByteModelKind.QUICK) {
        learn(bytes[from + i] & 0xff, position + i);
      } else {
        one(null, bytes[from + i] & 0xff, position + i);
      }
    }
  }

  /**
   * Codes bytes.
   *
   * @param coder writes or reads the bits
   * @param bytes an array; a decoder fills them in
   * @param from index of the first
   * @param count how many
   * @param position offset of the first in the target content, modulo 2^32
   */
  public void code(BitCoder coder, byte[] bytes, int from, int count, int position) {
    for (int i = 0; i < count; i++) {
      bytes[from + i] = (byte) one(coder, bytes[from + i] & 0xff, position + i);
    }
  }

  private void learn(int wanted, int position) {
    hash(position & 3);
    int expected = expected();
    group(1);
    learnHalf(wanted >> 4);
    group(1 << 4 | wanted >> 4);
    learnHalf(wanted & 0xf);
    pass(wanted, (wanted | 0x100) == expected);
  }

  private void learnHalf(int wanted) {
    for (int i = 0; i < contexts; i++) {
      int node = 1;
      for (int bit = 3; bit >= 0; bit--) {
        int slot = groups[i] + node;
        int next = wanted >> bit & 1;
        histories[slot] = (byte) longer(histories[slot] & 0xff, next);
        node = node << 1 | next;
      }
    }
  }

  /** {@return what the match says, behind a 1; 0 if there is none} */
  private int expected() {
    return matchLength > 0 ? past[matchAt & past.length - 1] & 0xff | 0x100 : 0;
  }

  private int one(@Nullable BitCoder coder, int wanted, int position) {
    hash(position & 3);
    int expected = expected();
    int made = 1;
    for (int bit = 7; bit >= 0; bit--) {
      if ((bit & 3) == 3) {
        group(made);
      }
      int node = bit > 3 ? made : made & (1 << 3 - bit) - 1 | 1 << 3 - bit;
      int guess = expected >> bit + 1 == made ? expected >> bit & 1 : -1;
      int next = bit(coder, wanted >> bit & 1, made, node, guess);
      made = made << 1 | next;
    }
    pass(made & 0xff, made == expected);
    return made & 0xff;
  }

  private void hash(int align) {
    int word = (int) last;
    int one = word & 0xff;
    hashes[0] = 0;
    hashes[1] = ContextMixer.hash(one, 1);
    hashes[2] = ContextMixer.hash(word & 0xffff, 2);
    hashes[3] = ContextMixer.hash(word & 0xffffff, 3);
    int next = 4;
    if (kind == ByteModelKind.THOROUGH) {
      hashes[next++] = ContextMixer.hash(word, 4);
      hashes[next++] = ContextMixer.hash(word, (int) (last >>> 32) & 0xffff | 0x50000);
    }
    hashes[next++] = ContextMixer.hash(word & 0xff00ff00, 6);
    hashes[next++] = ContextMixer.hash(word & 0xffff00, 7);
    if (kind == ByteModelKind.THOROUGH) {
      hashes[next++] = ContextMixer.hash(word & 0xffffff00, 8);
    }
    hashes[next++] = ContextMixer.hash(word & 0xf0f0f0f0, 9);
    hashes[next++] = ContextMixer.hash(align | one << 2, 10);
    hashes[next] = ContextMixer.hash(align | word & 0xff000000, 11);
  }

  /** Finds the slots for four bits of each context, and empties them if they were another's. */
  private void group(int made) {
    for (int i = 0; i < contexts; i++) {
      int hash = mixed(hashes[i] + made * 0x9e3779b1);
      int at = (i << tableLog) + (hash >>> Integer.SIZE - tableLog + GROUP_LOG << GROUP_LOG);
      byte check = (byte) hash;
      if (histories[at] != check) {
        Arrays.fill(histories, at + 1, at + (1 << GROUP_LOG), (byte) 0);
        histories[at] = check;
      }
      groups[i] = at;
    }
  }

  /**
   * Codes a bit and learns it.
   *
   * @param coder writes or reads it; null if the bit is only learned
   * @param bit the bit, if it is known
   * @param made the byte's bits so far, behind a 1
   * @param node the same of the bits of this half of the byte
   * @param guess what the match says; -1 if there is none
   */
  private int bit(@Nullable BitCoder coder, int bit, int made, int node, int guess) {
    int certain = guess < 0 ? 0 : matchLength < LONG_MATCH ? 1 : 2;
    int nearly = guess < 0 ? 0 : matchLength < LONG_MATCH / 2 ? 1 : certain + 1;
    int first = (certain << Byte.SIZE | made) * inputs;
    int second = (nearly << Byte.SIZE | (int) last & 0xff) * inputs;
    int matched = Math.min(matchLength, MATCH_CLASSES - 1) << 1 | guess & 1;
    for (int i = 0; i < contexts; i++) {
      int history = histories[groups[i] + node] & 0xff;
      logits[i] = history == 0 ? 0 : logit(outcomes[i << Byte.SIZE | history]);
    }
    logits[contexts] = guess < 0 ? 0 : logit(matchOutcomes[matched]);
    long firstSum = 0;
    long secondSum = 0;
    for (int i = 0; i < inputs; i++) {
      firstSum += (long) logits[i] * nodeWeights[first + i];
      secondSum += (long) logits[i] * byteWeights[second + i];
    }
    int firstLogit = (int) (firstSum >> 16);
    int secondLogit = (int) (secondSum >> 16);
    int mean = Math.max(-Logistic.MAX, Math.min(Logistic.MAX, firstLogit + secondLogit >> 1));
    int step = mean + Logistic.MAX + 1 >> STEP_LOG;
    int part = mean + Logistic.MAX + 1 & (1 << STEP_LOG) - 1;
    int refine = (certain << Byte.SIZE | made) * REFINED + step;
    int seen = refined[refine] * ((1 << STEP_LOG) - part) + refined[refine + 1] * part >> STEP_LOG;
    int probability = Logistic.squash(mean) + seen >> 1;
    probability = Math.max(MIN_PROBABILITY, Math.min((1 << 16) - MIN_PROBABILITY, probability));
    int coded = coder == null ? bit : coder.code(bit, probability);
    learnWeights(nodeWeights, first, coded, firstLogit);
    learnWeights(byteWeights, second, coded, secondLogit);
    refine += part >> STEP_LOG - 1;
    refined[refine] += (coded << 16) - refined[refine] >> REFINE_RATE;
    learnContexts(node, coded);
    if (guess >= 0) {
      matchOutcomes[matched] = learned(matchOutcomes[matched], coded);
    }
    return coded;
  }

  private static int logit(int outcome) {
    return Logistic.stretch(outcome >>> Integer.SIZE - 12);
  }

  private void learnWeights(int[] weights, int from, int bit, int logit) {
    int error = ((bit << 16) - Logistic.squash(logit)) * WEIGHT_RATE >> 4;
    for (int i = 0; i < inputs; i++) {
      weights[from + i] += logits[i] * error + (1 << 15) >> 16;
    }
  }

  private void learnContexts(int node, int bit) {
    for (int i = 0; i < contexts; i++) {
      int slot = groups[i] + node;
      int history = histories[slot] & 0xff;
      int outcome = i << Byte.SIZE | history;
      outcomes[outcome] = learned(outcomes[outcome], bit);
      histories[slot] = (byte) longer(history, bit);
    }
  }

  /** A history with one more bit, in its lower eight bits. */
  private static int longer(int history, int bit) {
    int longer = Math.max(history, 1) << 1 | bit;
    return history < FULL ? longer : longer | FULL;
  }

  private static int learned(int outcome, int bit) {
    int count = outcome & (1 << OUTCOME_COUNT_BITS) - 1;
    int probability = outcome >>> OUTCOME_COUNT_BITS;
    int goal = bit == 1 ? (1 << 22) - 1 : 0;
    probability += (int) ((long) (goal - probability) * STEPS[count] >> 16);
    return probability << OUTCOME_COUNT_BITS | Math.min(count + 1, OUTCOME_LIMIT);
  }

  private void pass(int made, boolean matched) {
    past[passed & past.length - 1] = (byte) made;
    passed++;
    last = last << 8 | made;
    if (matchLength > 0) {
      matchLength = matched ? matchLength + 1 : 0;
      matchAt++;
    }
    int slot = mixed(ContextMixer.hash((int) last, (int) (last >>> 32) & 0xff)) >>> placeShift;
    if (matchLength == 0) {
      int at = places[slot];
      int length = 0;
      while (length < MAX_MATCH
          && length < at
          && passed - at + length < past.length
          && past[at - 1 - length & past.length - 1]
              == past[passed - 1 - length & past.length - 1]) {
        length++;
      }
      if (length >= MIN_MATCH) {
        matchLength = length;
        matchAt = at;
      }
    }
    places[slot] = passed;
  }
}
