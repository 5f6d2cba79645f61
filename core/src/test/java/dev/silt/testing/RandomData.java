package dev.silt.testing;

import dev.silt.Preset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Contents and edits of contents. Stateless; every method is a function of its arguments. */
public final class RandomData {

  private static final int[] LENGTHS = {
    0, 1, 2, 31, 32, 33, 511, 512, 513, 1023, 1024, 1025, 4095, 4096, 4097
  };
  private static final byte[][] OPCODES = {
    {(byte) 0x48, (byte) 0x89, (byte) 0xe5},
    {(byte) 0x55},
    {(byte) 0xc3},
    {0x0f, 0x1f, 0x40, 0},
    {(byte) 0x48, (byte) 0x83, (byte) 0xec, 0x10},
    {(byte) 0x31, (byte) 0xc0},
    {0x5d},
    {(byte) 0x85, (byte) 0xc0, 0x74, 0x0b},
    {(byte) 0x48, (byte) 0x8b, 0x45, (byte) 0xf8}
  };

  private RandomData() {}

  /** {@return incompressible bytes} */
  public static byte[] bytes(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** {@return words out of a small vocabulary, in lines} */
  public static byte[] text(SplittableRandom random, int length) {
    SplittableRandom words = new SplittableRandom(random.nextInt(4));
    String[] vocabulary = new String[200];
    for (int i = 0; i < vocabulary.length; i++) {
      vocabulary[i] = word(words, 2, 10);
    }
    StringBuilder out = new StringBuilder(length + 12);
    while (out.length() < length) {
      out.append(vocabulary[random.nextInt(vocabulary.length)]);
      out.append(random.nextInt(10) == 0 ? '\n' : ' ');
    }
    return Bytes.latin1(out.substring(0, length));
  }

  /** {@return a word of small letters} */
  public static String word(SplittableRandom random, int least, int most) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(least, most + 1); i > 0; i--) {
      out.append((char) ('a' + random.nextInt(26)));
    }
    return out.toString();
  }

  /** {@return what looks like machine code: few opcodes, calls with relative addresses} */
  public static byte[] code(SplittableRandom random, int length) {
    byte[] out = new byte[length + 8];
    int at = 0;
    while (at < length) {
      if (random.nextInt(5) == 0) {
        int distance = random.nextInt(16) * 4096 - at;
        out[at++] = (byte) 0xe8;
        for (int i = 0; i < 4; i++) {
          out[at++] = (byte) (distance >> (8 * i));
        }
      } else {
        byte[] opcode = OPCODES[random.nextInt(OPCODES.length)];
        System.arraycopy(opcode, 0, out, at, opcode.length);
        at += opcode.length;
      }
    }
    return Arrays.copyOf(out, length);
  }

  /** {@return a short or middling content of some kind} */
  public static byte[] content(SplittableRandom random) {
    int length =
        switch (random.nextInt(10)) {
          case 0, 1, 2 -> LENGTHS[random.nextInt(LENGTHS.length)];
          case 3 -> random.nextInt(5_000, 60_000);
          default -> random.nextInt(3_000);
        };
    return switch (random.nextInt(8)) {
      case 0 -> new byte[length];
      case 1, 2 -> bytes(random, length);
      case 3, 4 -> code(random, length);
      case 5 -> periodic(random, length);
      default -> text(random, length);
    };
  }

  private static byte[] periodic(SplittableRandom random, int length) {
    byte[] period = bytes(random, random.nextInt(1, 40));
    byte[] out = new byte[length];
    for (int i = 0; i < length; i++) {
      out[i] = period[i % period.length];
    }
    return out;
  }

  /** {@return the content after one to a few insertions, deletions, replacements, moves} */
  public static byte[] edit(SplittableRandom random, byte[] old) {
    byte[] data = old;
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      data = editOnce(random, data);
    }
    return data;
  }

  private static byte[] editOnce(SplittableRandom random, byte[] old) {
    int at = random.nextInt(old.length + 1);
    int length = Math.min(old.length - at, 1 + random.nextInt(1 << random.nextInt(1, 10)));
    byte[] head = Arrays.copyOf(old, at);
    byte[] rest = Bytes.from(old, at + length);
    byte[] cut = Arrays.copyOfRange(old, at, at + length);
    return switch (random.nextInt(8)) {
      case 0 -> Bytes.concat(head, rest);
      case 1, 2 -> Bytes.concat(head, text(random, 1 + random.nextInt(60)), cut, rest);
      case 3 -> Bytes.concat(head, bytes(random, length), rest);
      case 4 -> Bytes.concat(rest, head, cut);
      case 5 -> Bytes.concat(head, cut, cut, rest);
      case 6 -> Bytes.concat(head, scattered(random, Bytes.concat(cut, rest)));
      default -> Arrays.copyOf(old, random.nextInt(old.length + 100));
    };
  }

  /** Adds a constant to every so many bytes, as addresses do when code moves. */
  private static byte[] scattered(SplittableRandom random, byte[] data) {
    int step = random.nextInt(5, 40);
    for (int i = random.nextInt(step); i < data.length; i += step) {
      data[i] += (byte) 4;
    }
    return data;
  }

  /** {@return one of the list's elements} */
  public static <T> T pick(SplittableRandom random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** {@return one of the values} */
  @SafeVarargs
  public static <T> T pick(SplittableRandom random, T... values) {
    return values[random.nextInt(values.length)];
  }

  /** {@return a preset; seldom the smallest, which is slow} */
  public static Preset preset(SplittableRandom random) {
    return random.nextInt(12) == 0
        ? Preset.SMALLEST
        : random.nextBoolean() ? Preset.BALANCED : Preset.FAST;
  }

  /** {@return the list in another order} */
  public static <T> List<T> shuffled(SplittableRandom random, List<T> list) {
    List<T> out = new ArrayList<>(list);
    for (int i = out.size(); i > 1; i--) {
      java.util.Collections.swap(out, i - 1, random.nextInt(i));
    }
    return out;
  }
}
