package dev.silt.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Inputs for encoders of deflate, of lengths and kinds that reach the corners of zlib's: lengths
 * around its buffers, distances around its limits, frequencies that make code words too long.
 */
public final class DeflateInputs {

  /** Number of kinds. */
  public static final int KIND_COUNT = 12;

  /** Ends of the symbol buffer, the window, what is kept of it, and of stored blocks. */
  private static final int[] EDGES = {
    258, 4096, 8192, 16383, 16384, 32506, 32768, 49152, 65274, 65535, 65536, 98042, 98304, 131072
  };

  private static final int[] DISTANCES = {1, 2, 3, 8, 258, 4096, 32506, 32768};
  private static final int[] LENGTHS = {3, 4, 5, 6, 8, 16, 32, 128, 258};
  private static final int[] GOLDEN_LENGTHS = {
    0, 1, 2, 3, 4, 10, 100, 258, 262, 600, 5000, 16_382, 16_383, 16_384, 65_275, 65_536, 200_000
  };
  private static final int MIB = 1 << 20;

  private DeflateInputs() {}

  /** {@return an input of a random length and kind, most of them short} */
  public static byte[] random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int length =
        switch (random.nextInt(64)) {
          case 0, 1, 2, 3, 4, 5 -> edge(random);
          case 6, 7, 8 -> random.nextInt(200_000);
          case 9 -> random.nextInt(64) == 0 ? random.nextInt(4 * MIB) : random.nextInt(MIB);
          default -> random.nextInt(1 << random.nextInt(4, 14));
        };
    return of(random.nextInt(KIND_COUNT), length, random.nextLong());
  }

  /** {@return inputs that never change, of one kind} */
  public static List<byte[]> golden(int kind) {
    List<byte[]> inputs = new ArrayList<>();
    for (int length : GOLDEN_LENGTHS) {
      inputs.add(of(kind, length, length + 1));
    }
    // where stored blocks begin to be shorter
    for (int length = 20; length < 150; length++) {
      inputs.add(of(kind, length, length));
    }
    return inputs;
  }

  private static int edge(SplittableRandom random) {
    return near(random, EDGES);
  }

  private static int near(SplittableRandom random, int[] values) {
    return values[random.nextInt(values.length)] + random.nextInt(-3, 4);
  }

  /**
   * An input.
   *
   * @param kind below {@link #KIND_COUNT}
   * @param length in bytes
   * @param seed other bytes for another one
   * @return the bytes
   */
  public static byte[] of(int kind, int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return switch (kind) {
      case 0 -> new byte[length];
      case 1 -> RandomData.bytes(random, length);
      case 2 -> RandomData.text(random, length);
      case 3 -> RandomData.code(random, length);
      case 4 -> periodic(random, length);
      case 5 -> fewValues(random, length);
      case 6 -> skewed(random, length);
      case 7 -> copies(random, length, 8);
      case 8 -> copies(random, length, 600);
      case 9 -> farTwins(random, length);
      case 10 -> records(random, length);
      default -> mixture(random, length);
    };
  }

  private static byte[] periodic(SplittableRandom random, int length) {
    int period = 1 + random.nextInt(1 << random.nextInt(1, 17));
    byte[] bytes = RandomData.bytes(random, length);
    for (int at = period; at < length; at++) {
      bytes[at] = bytes[at - period];
    }
    return bytes;
  }

  private static byte[] fewValues(SplittableRandom random, int length) {
    int values = 1 + random.nextInt(1 << random.nextInt(1, 8));
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; at++) {
      bytes[at] = (byte) random.nextInt(values);
    }
    return bytes;
  }

  /** Each value is so much rarer than the one before that code words grow too long. */
  private static byte[] skewed(SplittableRandom random, int length) {
    double ratio = 0.3 + 0.6 * random.nextDouble();
    int noise = random.nextInt(2) * 200;
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; at++) {
      int value = 0;
      while (value < 40 && random.nextDouble() < ratio) {
        value++;
      }
      // some bytes of noise between keep the matches away
      bytes[at] = (byte) (noise > 0 && at % 3 == 0 ? random.nextInt(noise) : value * 5);
    }
    return bytes;
  }

  /** Literals, and copies with lengths and distances around the limits. */
  private static byte[] copies(SplittableRandom random, int length, int literals) {
    byte[] bytes = RandomData.bytes(random, length);
    int at = random.nextInt(1, 40_000);
    while (at < length) {
      int count = Math.max(1, near(random, LENGTHS));
      int distance =
          random.nextInt(3) == 0
              ? 1 + random.nextInt(1 << random.nextInt(1, 16))
              : Math.max(1, near(random, DISTANCES));
      for (int i = 0; i < count && at < length; i++, at++) {
        if (at >= distance) {
          bytes[at] = bytes[at - distance];
        }
      }
      at += random.nextInt(literals);
    }
    return bytes;
  }

  /** Every string occurs once more, as far away as a match may be, or a little further. */
  private static byte[] farTwins(SplittableRandom random, int length) {
    int distance = 32_500 + random.nextInt(12);
    byte[] bytes = RandomData.bytes(random, length);
    for (int at = distance; at < length; at++) {
      if (random.nextInt(20) > 0) {
        bytes[at] = bytes[at - distance];
      }
    }
    return bytes;
  }

  /** Tables as in class files: short records that differ in a byte or two. */
  private static byte[] records(SplittableRandom random, int length) {
    byte[] record = RandomData.bytes(random, random.nextInt(3, 24));
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; at++) {
      int place = at % record.length;
      if (place == 0) {
        record[random.nextInt(record.length)] += (byte) random.nextInt(-2, 3);
      }
      bytes[at] = record[place];
    }
    return bytes;
  }

  private static byte[] mixture(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    int at = 0;
    while (at < length) {
      int count = Math.min(length - at, 1 + random.nextInt(1 << random.nextInt(2, 18)));
      byte[] part = of(random.nextInt(KIND_COUNT - 1), count, random.nextInt(50));
      System.arraycopy(part, 0, bytes, at, count);
      at += count;
    }
    return Arrays.copyOf(bytes, length);
  }
}
