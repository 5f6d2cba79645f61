package dev.silt.bench;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rabin-Karp, consecutive windows with the Vector API. Every fourth hash comes from a vector of its
 * predecessors and precomputed powers; the three between follow from it. Short loops, as a long one
 * is not inlined to its end and then allocates its vectors. No gathers: a vector of bytes is taken
 * as a vector of ints with four bytes in each.
 */
final class VectorRabinKarp {

  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  static final int WIDTH = INTS.length();

  /** Positions of a step. */
  static final int STEP = 4 * WIDTH;

  private static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, INTS.vectorShape());

  private static final int M = TextbookLoop.MULTIPLIER;
  private static final int M2 = TextbookLoop.power(2);
  private static final int M3 = TextbookLoop.power(3);
  private static final int M4 = TextbookLoop.power(4);
  private static final int M8 = TextbookLoop.power(8);
  private static final int M12 = TextbookLoop.power(12);
  private static final int M16 = TextbookLoop.power(16);
  private static final int M32 = TextbookLoop.power(32);
  private static final int M48 = TextbookLoop.power(48);
  private static final int M_STEP = TextbookLoop.power(STEP);

  /** Zeros in front of the arrays, for what lies before the first position. */
  private static final int FRONT = 16;

  private final int length;
  private final int power;

  /** What four bytes change, and what sixteen do; later each fourth hash. */
  private final int[] fours;

  private final int[] sixteens;

  /**
   * @param length of the window
   * @param most positions of one call
   */
  VectorRabinKarp(int length, int most) {
    this.length = length;
    power = TextbookLoop.power(length);
    fours = new int[FRONT + most / 4];
    sixteens = new int[FRONT + most / 4];
  }

  /**
   * Hashes of the windows after that at {@code from}. They come in steps of {@link #STEP}; in each,
   * the hash of position {@code 4 i + t} is at {@code t * WIDTH + i}.
   *
   * @param before the hash of the window at {@code from}
   * @param count a multiple of {@link #STEP}
   */
  void hashes(byte[] bytes, int from, int count, int before, int[] into) {
    changes(bytes, from, count, into);
    fours(count, into);
    sixteens(count / 4);
    // from here to the end without the seed, whose share is the same in all hashes
    chain(count / 4, before - power);
    between(count, into);
  }

  private void changes(byte[] bytes, int from, int count, int[] into) {
    for (int k = 0; k < count; k += STEP) {
      IntVector in = load(bytes, from + k + length);
      IntVector out = load(bytes, from + k);
      IntVector d0 = change(in.and(0xFF), out.and(0xFF));
      IntVector d1 = change(second(in), second(out));
      IntVector d2 = change(third(in), third(out));
      IntVector d3 =
          change(in.lanewise(VectorOperators.LSHR, 24), out.lanewise(VectorOperators.LSHR, 24));
      d0.intoArray(into, k);
      d1.intoArray(into, k + WIDTH);
      d2.intoArray(into, k + 2 * WIDTH);
      d3.intoArray(into, k + 3 * WIDTH);
    }
  }

  private void fours(int count, int[] into) {
    for (int k = 0; k < count; k += STEP) {
      IntVector near = at(into, k + 3 * WIDTH).add(at(into, k + 2 * WIDTH).mul(M));
      IntVector far = at(into, k + WIDTH).mul(M2).add(at(into, k).mul(M3));
      near.add(far).intoArray(fours, FRONT + k / 4);
    }
  }

  private void sixteens(int count) {
    for (int k = FRONT; k < FRONT + count; k += WIDTH) {
      IntVector near = at(fours, k).add(at(fours, k - 1).mul(M4));
      IntVector far = at(fours, k - 2).mul(M8).add(at(fours, k - 3).mul(M12));
      near.add(far).intoArray(sixteens, k);
    }
  }

  private void chain(int count, int before) {
    IntVector hash = earlier(before);
    fours[FRONT - 1] = before;
    for (int k = FRONT; k < FRONT + count; k += WIDTH) {
      IntVector sum = at(sixteens, k).add(at(sixteens, k - 4).mul(M16));
      if (WIDTH == 16) {
        sum = sum.add(at(sixteens, k - 8).mul(M32).add(at(sixteens, k - 12).mul(M48)));
      }
      hash = hash.mul(M_STEP).add(sum);
      hash.intoArray(fours, k);
    }
  }

  private void between(int count, int[] into) {
    for (int k = 0; k < count; k += STEP) {
      IntVector h0 = at(fours, FRONT - 1 + k / 4).mul(M).add(at(into, k));
      IntVector h1 = h0.mul(M).add(at(into, k + WIDTH));
      IntVector h2 = h1.mul(M).add(at(into, k + 2 * WIDTH));
      h0.add(power).intoArray(into, k);
      h1.add(power).intoArray(into, k + WIDTH);
      h2.add(power).intoArray(into, k + 2 * WIDTH);
      at(fours, FRONT + k / 4).add(power).intoArray(into, k + 3 * WIDTH);
    }
    fours[FRONT - 1] = 0;
  }

  /** A vector of hashes that lies one step earlier, if nothing but {@code before} had changed. */
  private static IntVector earlier(int before) {
    int inverse = M_STEP;
    for (int i = 0; i < 5; i++) {
      inverse *= 2 - M_STEP * inverse;
    }
    int[] lanes = new int[WIDTH];
    int hash = before * inverse;
    for (int i = 0; i < WIDTH; i++) {
      hash *= M4;
      lanes[i] = hash;
    }
    return IntVector.fromArray(INTS, lanes, 0);
  }

  private IntVector change(IntVector in, IntVector out) {
    return in.sub(out.mul(power));
  }

  private static IntVector second(IntVector four) {
    return four.lanewise(VectorOperators.LSHR, 8).and(0xFF);
  }

  private static IntVector third(IntVector four) {
    return four.lanewise(VectorOperators.LSHR, 16).and(0xFF);
  }

  private static IntVector at(int[] ints, int at) {
    return IntVector.fromArray(INTS, ints, at);
  }

  private static IntVector load(byte[] bytes, int at) {
    return ByteVector.fromArray(BYTES, bytes, at).reinterpretAsInts();
  }
}
