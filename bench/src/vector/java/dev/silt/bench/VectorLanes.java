package dev.silt.bench;

import static dev.silt.bench.VectorRabinKarp.INTS;
import static dev.silt.bench.VectorRabinKarp.WIDTH;

import dev.silt.signature.RollingHash;
import dev.silt.signature.RollingWindow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Windows far apart with the Vector API, one in each lane, over Rabin-Karp or CRC-32C. Gathers are
 * of ints only, so bytes come four at a time; hence offsets and lengths are multiples of 4. The
 * hash of position p of lane i is at {@code p * WIDTH + i}. Short loops, as a long one is not
 * inlined to its end and then allocates its vectors.
 */
final class VectorLanes {

  private static final int M = TextbookLoop.MULTIPLIER;

  private final byte[] bytes;
  private final int[] words;
  private final int length;
  private final int power;
  private final int constant;

  /** Where the lanes begin, in words. */
  private final int[] lanes = new int[WIDTH];

  /** The hashes that come next. */
  private final int[] state = new int[WIDTH];

  /** CRC-32C: what a leaving byte changes, and the step of a byte. */
  private final int[] leaving = new int[256];

  private final int[] step = new int[256];

  /** Leaving bytes, then indexes of gathers, which the API takes from memory only. */
  private final int[] index;

  /**
   * @param length of the window
   * @param stretch from lane to lane, in bytes; not a power of two, or all lanes share cache sets
   * @param most positions of each lane in one call
   */
  VectorLanes(byte[] bytes, int length, int stretch, int most) {
    this.bytes = bytes;
    this.length = length;
    words = new int[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
    power = TextbookLoop.power(length);
    constant = power * (M - 1);
    Arrays.setAll(lanes, i -> i * (stretch / 4));
    RollingWindow window = RollingHash.crc32c().window(length);
    Arrays.setAll(leaving, b -> window.roll(0, (byte) b, (byte) 0));
    Arrays.setAll(step, b -> window.roll(b, (byte) 0, (byte) 0) ^ leaving[0]);
    index = new int[most * WIDTH];
  }

  /** Starts Rabin-Karp at all lanes at once, a step for each byte. */
  void startRabinKarp(int from) {
    IntVector hash = IntVector.broadcast(INTS, 1);
    for (int k = from / 4; k < (from + length) / 4; k++) {
      IntVector in = IntVector.fromArray(INTS, words, k, lanes, 0);
      for (int shift = 0; shift < 32; shift += 8) {
        hash = hash.mul(M).add(in.lanewise(VectorOperators.LSHR, shift).and(0xFF));
      }
    }
    hash.intoArray(state, 0);
  }

  /** Rolls all lanes, {@code count} positions each. */
  void rabinKarp(int from, int count, int[] into) {
    bytesAt(from / 4, count, index);
    bytesAt((from + length) / 4, count, into);
    IntVector hash = IntVector.fromArray(INTS, state, 0);
    for (int k = 0; k < count * WIDTH; k += WIDTH) {
      IntVector in = IntVector.fromArray(INTS, into, k).sub(constant);
      IntVector out = IntVector.fromArray(INTS, index, k);
      hash.intoArray(into, k);
      hash = hash.mul(M).add(in.sub(out.mul(power)));
    }
    hash.intoArray(state, 0);
  }

  /** Starts CRC-32C at each lane. */
  void startCrc32c(int from) {
    Arrays.setAll(state, i -> RollingHash.crc32c().of(bytes, from + 4 * lanes[i], length));
  }

  /** As {@link #rabinKarp}; two gathers from tables for each vector of hashes. */
  void crc32c(int from, int count, int[] into) {
    bytesAt(from / 4, count, index);
    bytesAt((from + length) / 4, count, into);
    IntVector hash = IntVector.fromArray(INTS, state, 0);
    for (int k = 0; k < count * WIDTH; k += WIDTH) {
      IntVector gone = IntVector.fromArray(INTS, leaving, 0, index, k);
      IntVector x = hash.lanewise(VectorOperators.XOR, IntVector.fromArray(INTS, into, k));
      hash.intoArray(into, k);
      x.and(0xFF).intoArray(index, k);
      hash =
          x.lanewise(VectorOperators.LSHR, 8)
              .lanewise(VectorOperators.XOR, gone)
              .lanewise(VectorOperators.XOR, IntVector.fromArray(INTS, step, 0, index, k));
    }
    hash.intoArray(state, 0);
  }

  private void bytesAt(int word, int count, int[] into) {
    for (int k = 0; k < count / 4; k++) {
      IntVector four = IntVector.fromArray(INTS, words, word + k, lanes, 0);
      int at = 4 * k * WIDTH;
      four.and(0xFF).intoArray(into, at);
      four.lanewise(VectorOperators.LSHR, 8).and(0xFF).intoArray(into, at + WIDTH);
      four.lanewise(VectorOperators.LSHR, 16).and(0xFF).intoArray(into, at + 2 * WIDTH);
      four.lanewise(VectorOperators.LSHR, 24).intoArray(into, at + 3 * WIDTH);
    }
  }
}
