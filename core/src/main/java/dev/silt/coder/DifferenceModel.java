package dev.silt.coder;

import java.util.Arrays;

/**
 * Codes the target bytes of adds, given the base bytes that they are made from. For each byte: is
 * it as in the base? If not, is it what one of a few guesses says? If not, the difference, bit by
 * bit. Long stretches without a difference take one bit for each {@value #BLOCK} bytes. Two or
 * three bits a byte is what most recompiled native code needs for those bytes that differ.
 *
 * <p>Heap: about 4 MiB, whatever is coded. Not safe for several threads.
 */
public final class DifferenceModel {

  /** Base bytes that have to stand before the first byte of a stretch, and after its last. */
  public static final int MARGIN = 40;

  /** Bytes of one stretch at most. */
  public static final int MAX_STRETCH = 1 << 16;

  private static final int BLOCK = 16; // equal bytes after which blocks are asked for
  private static final int FIRST_HISTORY = 0x5555;
  private static final int LONG_AGO = 1 << 10;
  private static final int CANDIDATES = ReferenceMemory.KEYS + 1;
  private static final int RISK_LOG = 16;

  private final ContextMixer equalBits = new ContextMixer(5, 16, 1024);
  private final ContextMixer blockBits = new ContextMixer(3, 12, 8);
  private final ContextMixer guessBits = new ContextMixer(4, 16, 1024);
  private final ContextMixer treeBits = new ContextMixer(4, 16, 1024);
  private final ReferenceMemory references = new ReferenceMemory();

  /** How often the base byte behind two given ones differs, in 65536ths. */
  private final int[] risks = new int[1 << RISK_LOG];

  private final int[] candidates = new int[CANDIDATES];
  private int guessHistory;
  private int recentDifferences; // the last three, the latest in the lowest byte

  private FieldForm form = FieldForm.BYTES;

  // Since the add began.
  private int history; // the latest outcome in bit 0, 1 where the byte differed
  private int sinceDifference;
  private int equalRun;

  private DifferenceModel() {
    reset();
  }

  /** {@return a model that has seen nothing} */
  public static DifferenceModel create() {
    return new DifferenceModel();
  }

  private void reset() {
    Arrays.fill(risks, 200);
    begin();
  }

  /** Takes over what another model has learned; a stretch begins. */
  public void copyFrom(DifferenceModel other) {
    equalBits.copyFrom(other.equalBits);
    blockBits.copyFrom(other.blockBits);
    guessBits.copyFrom(other.guessBits);
    treeBits.copyFrom(other.treeBits);
    references.copyFrom(other.references);
    System.arraycopy(other.risks, 0, risks, 0, risks.length);
    guessHistory = other.guessHistory;
    recentDifferences = other.recentDifferences;
    begin();
  }

  /**
   * Tells what the next content is.
   *
   * @param fields in what form it has references
   */
  public void content(FieldForm fields) {
    form = fields;
  }

  /** Begins a stretch that does not go on from the last one: the next add. */
  public void begin() {
    history = FIRST_HISTORY;
    sinceDifference = LONG_AGO;
    equalRun = 0;
    references.leave();
  }

  /**
   * Codes one stretch.
   *
   * @param coder writes or reads the bits
   * @param base base bytes, with {@link #MARGIN} more on both sides: zeros where the base has none
   * @param from index of the stretch's first base byte, {@link #MARGIN} or more
   * @param count bytes of the stretch
   * @param target its target bytes; a decoder fills them in
   * @param to index of the first
   * @param basePosition offset of the first byte in the base content, modulo 2^32
   * @param targetPosition offset of the first byte in the target content, modulo 2^32
   */
  public void code(
      BitCoder coder,
      byte[] base,
      int from,
      int count,
      byte[] target,
      int to,
      int basePosition,
      int targetPosition) {
    for (int i = 0; i < count; ) {
      if (equalRun >= BLOCK) {
        int length = Math.min(BLOCK, count - i);
        if (block(coder, base, from + i, target, to + i, length)) {
          i += length;
          continue;
        }
        equalRun = 0;
      }
      target[to + i] =
          (byte)
              one(
                  coder,
                  base,
                  from + i,
                  target[to + i] & 0xff,
                  basePosition + i,
                  targetPosition + i);
      i++;
    }
  }

  /** Asks whether a whole block is as in the base. */
  private boolean block(BitCoder coder, byte[] base, int at, byte[] target, int to, int length) {
    int risk = 1;
    for (int i = at; i < at + length; i++) {
      risk += risks[riskSlot(base, i)];
    }
    int log = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(risk);
    int level = log << 2 | risk << 2 >>> log & 3;
    int blocks = equalRun / BLOCK;
    blockBits.context(0, ContextMixer.hash(level, 1));
    blockBits.context(1, ContextMixer.hash(level, Math.min(blocks, 15) + 2));
    blockBits.context(2, ContextMixer.hash(history, length));
    boolean equal = Arrays.equals(base, at, at + length, target, to, to + length);
    if (blockBits.code(coder, equal ? 1 : 0, Math.min(blocks, 7)) == 0) {
      return false;
    }
    System.arraycopy(base, at, target, to, length);
    equalRun += length;
    sinceDifference = Math.min(sinceDifference + length, LONG_AGO);
    history = 0;
    return true;
  }

  private static int riskSlot(byte[] base, int at) {
    return base[at - 1] & 0xff | (base[at - 2] & 0xff) << 8;
  }

  /** Codes one byte. */
  private int one(
      BitCoder coder, byte[] base, int at, int wanted, int basePosition, int targetPosition) {
    int here = base[at] & 0xff;
    int before = base[at - 1] & 0xff | (base[at - 2] & 0xff) << 8;
    int equal = equalBit(coder, base, at, here, before, wanted == here ? 1 : 0, basePosition);
    int slot = riskSlot(base, at);
    risks[slot] += equal == 1 ? -(risks[slot] >> 5) : (1 << 16) - risks[slot] >> 5;
    int made = here;
    if (equal == 0) {
      if (!references.isOpen()) {
        enterField(base, at, basePosition, targetPosition);
      }
      made = differing(coder, base, at, here, before, wanted);
    }
    if (references.isOpen()) {
      references.add(made);
    }
    history = history << 1 | 1 - equal;
    if (equal == 1) {
      equalRun++;
      sinceDifference = Math.min(sinceDifference + 1, LONG_AGO);
    } else {
      equalRun = 0;
      sinceDifference = 0;
      recentDifferences = (recentDifferences << 8 | made - here & 0xff) & 0xffffff;
    }
    return made;
  }

  private void enterField(byte[] base, int at, int basePosition, int targetPosition) {
    Reference reference = references.reference();
    int branch = form == FieldForm.THUMB ? thumbBranch(base, at, basePosition) : -1;
    int aligned = form == FieldForm.AARCH64 ? basePosition & Reference.FIELD - 1 : 0;
    int passed = Math.max(branch, aligned);
    int word = at - passed;
    int from = basePosition - passed;
    int to = targetPosition - passed;
    if (form == FieldForm.AARCH64) {
      reference.ofInstruction(base, word, from, to);
    } else if (branch >= 0) {
      reference.ofThumbBranch(Reference.int32(base, word), from, to);
    } else {
      reference.ofDisplacement(Reference.int32(base, word), from, to);
    }
    references.enter(passed);
  }

  /** Bytes back to the begin of a Thumb branch that has a byte; -1 if none does. */
  private static int thumbBranch(byte[] base, int at, int basePosition) {
    for (int back = basePosition & 1; back < Reference.FIELD; back += 2) {
      if (Reference.isThumbBranch(Reference.int32(base, at - back))) {
        return back;
      }
    }
    return -1;
  }

  private int equalBit(
      BitCoder coder, byte[] base, int at, int here, int before, int equal, int basePosition) {
    int near = history & 7;
    int since = distanceClass(sinceDifference);
    int last = recentDifferences & 0xff;
    equalBits.context(0, history << 16);
    equalBits.context(1, ContextMixer.hash(before, near));
    equalBits.context(
        2, ContextMixer.hash(here | before << 8 & 0xff00 | (base[at + 1] & 0xff) << 16, near));
    equalBits.context(3, ContextMixer.hash(since | last << 8, history & 15 | here << 8));
    equalBits.context(4, 0);
    return equalBits.code(coder, equal, history & 15 | (basePosition & 3) << 4 | since << 6);
  }

  /** Codes a byte that is not the base's. */
  private int differing(BitCoder coder, byte[] base, int at, int here, int before, int wanted) {
    int index = references.index();
    int states = references.states();
    int last = here + recentDifferences & 0xff;
    for (int i = 0; i < ReferenceMemory.KEYS; i++) {
      candidates[i] = references.prediction(i);
    }
    candidates[ReferenceMemory.KEYS] = last;
    for (int i = 0; i < CANDIDATES; i++) {
      int guess = candidates[i];
      if (guess < 0 || guess == here || isEarlier(i)) {
        continue;
      }
      int agree = agreeing(i);
      int which = i | index << 2 | agree << 4;
      guessBits.context(0, ContextMixer.hash(which | states << 8, guessHistory & 0xff));
      guessBits.context(1, ContextMixer.hash(before, which | 1 << 20));
      guessBits.context(2, ContextMixer.hash(guess - here & 0xff | states << 8, which | 1 << 21));
      guessBits.context(3, ContextMixer.hash(history & 0xff | here << 8, which | 1 << 22));
      int right = guessBits.code(coder, guess == wanted ? 1 : 0, which | (states & 3) << 8);
      guessHistory = guessHistory << 2 | right | 2;
      if (right == 1) {
        return guess;
      }
    }
    return here + tree(coder, base, at, here, before, wanted - here & 0xff, index) & 0xff;
  }

  private boolean isEarlier(int candidate) {
    for (int i = 0; i < candidate; i++) {
      if (candidates[i] == candidates[candidate]) {
        return true;
      }
    }
    return false;
  }

  private int agreeing(int candidate) {
    int agree = 0;
    for (int i = candidate + 1; i < CANDIDATES; i++) {
      agree |= candidates[i] == candidates[candidate] ? 1 << i : 0;
    }
    return agree;
  }

  private int tree(
      BitCoder coder, byte[] base, int at, int here, int before, int difference, int index) {
    int second = ContextMixer.hash(here, history & 0xff);
    int third =
        ContextMixer.hash(index | (recentDifferences & 0xff) << 8, sinceDifference < 2 ? 1 : 0);
    int fourth = ContextMixer.hash(before | (base[at - 3] & 0xff) << 16, history & 7);
    int node = 1;
    while (node < 256) {
      int bit = difference >> 7 & 1;
      difference <<= 1;
      treeBits.context(0, 0, node);
      treeBits.context(1, second, node);
      treeBits.context(2, third, node);
      treeBits.context(3, fourth, node);
      node = node << 1 | treeBits.code(coder, bit, node | index << 8);
    }
    return node & 0xff;
  }

  private static int distanceClass(int distance) {
    if (distance < 8) {
      return distance;
    }
    if (distance >= 512) {
      return 15;
    }
    int log = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(distance);
    // 8, 12, 16, 24, 32, 64, 128
    return switch (log) {
      case 3 -> distance < 12 ? 8 : 9;
      case 4 -> distance < 24 ? 10 : 11;
      case 5 -> 12;
      case 6 -> 13;
      default -> 14;
    };
  }
}
