package dev.silt.coder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.testing.Bytes;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferenceModelTest {

  private static final int MARGIN = DifferenceModel.MARGIN;

  /** A target that is its base but for edits of some kind, both of the same length. */
  private record Pair(byte[] base, byte[] target) {

    static Pair scattered(int length, int every, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] base = new byte[length];
      random.nextBytes(base);
      byte[] target = base.clone();
      for (int i = 0; i < length; i++) {
        target[i] += random.nextInt(every) == 0 ? (byte) random.nextInt(3) : 0;
      }
      return new Pair(base, target);
    }

    /** Calls of some functions, all of which moved, from code that moved too. */
    static Pair calls(int count, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] base = new byte[count * 16];
      random.nextBytes(base);
      byte[] target = base.clone();
      for (int i = 0; i < count; i++) {
        int function = random.nextInt(50);
        int at = 16 * i + 5;
        base[at - 1] = (byte) 0xe8;
        target[at - 1] = (byte) 0xe8;
        put(base, at, 100_000 + function * 333 - at);
        put(target, at, 100_000 + function * 333 + 1000 * (function + 1) - at);
      }
      return new Pair(base, target);
    }

    private static void put(byte[] bytes, int at, int value) {
      for (int i = 0; i < 4; i++) {
        bytes[at + i] = (byte) (value >> 8 * i);
      }
    }
  }

  private static byte[] framed(byte[] base) {
    byte[] framed = new byte[base.length + 2 * MARGIN];
    System.arraycopy(base, 0, framed, MARGIN, base.length);
    return framed;
  }

  private static void code(
      DifferenceModel model, BitCoder coder, byte[] base, byte[] target, int stretch) {
    byte[] framed = framed(base);
    model.begin();
    for (int at = 0; at < target.length; at += stretch) {
      int n = Math.min(stretch, target.length - at);
      model.code(coder, framed, MARGIN + at, n, target, at, at, at);
    }
  }

  private static byte[] encode(Pair pair, int stretch) {
    BitEncoder encoder = BitEncoder.create();
    code(DifferenceModel.create(), encoder, pair.base(), pair.target().clone(), stretch);
    return encoder.finish();
  }

  private static byte[] decode(byte[] coded, byte[] base, int stretch) {
    byte[] made = new byte[base.length];
    BitDecoder decoder = BitDecoder.open(coded);
    code(DifferenceModel.create(), decoder, base, made, stretch);
    return made;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 15, 16, 17, 1000, 65536})
  void targetComesBack(int stretch) {
    for (int length : new int[] {1, 2, 15, 16, 17, 31, 32, 33, 5000}) {
      for (int every : new int[] {1, 2, 10, 200, 100_000}) {
        Pair pair = Pair.scattered(length, every, length * 31L + every);
        assertThat(decode(encode(pair, stretch), pair.base(), stretch))
            .as("length %d, one in %d differs", length, every)
            .isEqualTo(pair.target());
      }
    }
  }

  @Test
  void movedCallsCostLittle() {
    Pair pair = Pair.calls(20_000, 5);
    byte[] coded = encode(pair, 65536);
    assertThat(decode(coded, pair.base(), 65536)).isEqualTo(pair.target());
    assertThat(coded.length).isLessThan(20_000 / 4); // two bits a call; three bytes of each differ
  }

  @Test
  void movedBranchesOfAArch64CostLittle() {
    SplittableRandom random = new SplittableRandom(8);
    byte[] base = new byte[16 * 20_000];
    random.nextBytes(base);
    byte[] target = base.clone();
    for (int i = 0; i < base.length; i += 16) {
      int function = random.nextInt(50);
      Pair.put(base, i, 0x94000000 | 100_000 + 77 * function - i / 4 & 0x3ffffff);
      Pair.put(target, i, 0x94000000 | 100_000 + 99 * function - i / 4 & 0x3ffffff);
      int page = random.nextInt(20);
      Pair.put(base, i + 4, 0x90000000 | (1 + page & 3) << 29 | 500 + page >> 2 << 5);
      Pair.put(target, i + 4, 0x90000000 | (2 + page & 3) << 29 | 501 + page >> 2 << 5);
      Pair.put(base, i + 8, 0x91000000 | 8 * page << 10);
      Pair.put(target, i + 8, 0x91000000 | 8 * page + 24 << 10);
    }
    int[] lengths = new int[2];
    for (int aligned = 0; aligned < 2; aligned++) {
      DifferenceModel model = DifferenceModel.create();
      model.content(aligned == 1 ? FieldForm.AARCH64 : FieldForm.BYTES);
      BitEncoder encoder = BitEncoder.create();
      code(model, encoder, base, target.clone(), 65536);
      byte[] coded = encoder.finish();
      lengths[aligned] = coded.length;
      DifferenceModel other = DifferenceModel.create();
      other.content(aligned == 1 ? FieldForm.AARCH64 : FieldForm.BYTES);
      byte[] made = new byte[target.length];
      code(other, BitDecoder.open(coded), base, made, 65536);
      assertThat(made).isEqualTo(target);
    }
    assertThat(lengths[1]).isLessThan(lengths[0] / 2);
  }

  @Test
  void movedBranchesOfThumbCostLittle() {
    SplittableRandom random = new SplittableRandom(8);
    byte[] base = new byte[16 * 20_000];
    random.nextBytes(base);
    byte[] target = base.clone();
    for (int i = 2; i < base.length; i += 16) {
      int function = random.nextInt(50);
      int from = 1000 + 77 * function - i / 2;
      int to = 1000 + 99 * function - i / 2;
      Pair.put(
          base, i, 0xf800f000 | from << 16 & 0x7ff0000 | from >> 11 & 0x3ff | from >>> 31 << 10);
      Pair.put(target, i, 0xf800f000 | to << 16 & 0x7ff0000 | to >> 11 & 0x3ff | to >>> 31 << 10);
    }
    int[] lengths = new int[2];
    for (int thumb = 0; thumb < 2; thumb++) {
      DifferenceModel model = DifferenceModel.create();
      model.content(thumb == 1 ? FieldForm.THUMB : FieldForm.BYTES);
      BitEncoder encoder = BitEncoder.create();
      code(model, encoder, base, target.clone(), 65536);
      byte[] coded = encoder.finish();
      lengths[thumb] = coded.length;
      DifferenceModel other = DifferenceModel.create();
      other.content(thumb == 1 ? FieldForm.THUMB : FieldForm.BYTES);
      byte[] made = new byte[target.length];
      code(other, BitDecoder.open(coded), base, made, 65536);
      assertThat(made).isEqualTo(target);
    }
    assertThat(lengths[1]).isLessThan(lengths[0] / 2);
  }

  @Test
  void equalBytesCostNextToNothing() {
    Pair pair = Pair.scattered(1 << 20, Integer.MAX_VALUE, 3);
    assertThat(encode(pair, 65536).length).isLessThan(200);
  }

  @Test
  void randomDifferencesCostLittleMoreThanTheyAre() {
    byte[] base = new byte[100_000];
    byte[] target = new byte[base.length];
    new SplittableRandom(1).nextBytes(base);
    new SplittableRandom(2).nextBytes(target);
    assertThat(encode(new Pair(base, target), 65536).length).isLessThan(base.length * 104 / 100);
  }

  @Test
  void anyBytesDecodeToSomething() {
    SplittableRandom random = new SplittableRandom(9);
    byte[] base = new byte[50_000];
    random.nextBytes(base);
    for (int i = 0; i < 20; i++) {
      byte[] garbage = new byte[random.nextInt(1000)];
      random.nextBytes(garbage);
      assertThat(decode(garbage, base, 777)).hasSameSizeAs(base);
    }
  }

  @Test
  void copyGoesOnAsItsOriginal() {
    Pair first = Pair.calls(2000, 6);
    Pair second = Pair.calls(2000, 7);
    DifferenceModel model = DifferenceModel.create();
    code(model, BitEncoder.create(), first.base(), first.target().clone(), 65536);
    DifferenceModel copy = DifferenceModel.create();
    copy.copyFrom(model);
    BitEncoder one = BitEncoder.create();
    BitEncoder other = BitEncoder.create();
    code(model, one, second.base(), second.target().clone(), 65536);
    code(copy, other, second.base(), second.target().clone(), 65536);
    assertThat(one.finish()).isEqualTo(other.finish());
  }

  /** The format depends on each of these bits: a changed digest is a changed format. */
  @Test
  void bitsAreThoseOfTheFormat() {
    BitEncoder words = BitEncoder.create();
    DifferenceModel model = DifferenceModel.create();
    model.content(FieldForm.AARCH64);
    Pair pair = Pair.scattered(200_000, 9, 3);
    code(model, words, pair.base(), pair.target().clone(), 65536);
    byte[] coded =
        Bytes.concat(
            encode(Pair.calls(500, 1), 65536),
            encode(Pair.scattered(20_000, 7, 2), 65536),
            words.finish());
    assertThat(Bytes.sha256(coded))
        .isEqualTo("3d41d2c37e2e9ca2d75683c2dc499d01bacac04948a67c3dc17eb07631a51694");
  }
}
