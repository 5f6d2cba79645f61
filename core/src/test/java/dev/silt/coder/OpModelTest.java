package dev.silt.coder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.testing.Bytes;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OpModelTest {

  private static long[] numbers(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      long length = random.nextLong() >>> 2 + random.nextInt(62);
      numbers[i] = length << 2 | random.nextInt(4);
    }
    return numbers;
  }

  private static long[] turns(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] turns = new long[count];
    for (int i = 0; i < count; i++) {
      turns[i] = random.nextInt(3) == 0 ? 0 : random.nextLong() >>> 1 + random.nextInt(62);
      if (i > 0 && random.nextInt(4) == 0) {
        long before = turns[i - 1] >>> 1 ^ -(turns[i - 1] & 1);
        turns[i] = -before << 1 ^ -before >> 63;
      }
    }
    return turns;
  }

  private static long[][] code(BitCoder ops, BitCoder offsets, long[] numbers, long[] turns) {
    OpModel model = OpModel.create();
    long[][] made = new long[2][numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      made[0][i] = model.number(ops, numbers[i]);
      model.passNumber(made[0][i]);
      made[1][i] = model.offset(offsets, turns[i]);
      model.passOffset(made[1][i]);
    }
    return made;
  }

  @Test
  void numbersComeBack() {
    for (int seed = 0; seed < 10; seed++) {
      long[] numbers = numbers(3000, seed);
      long[] turns = turns(3000, seed);
      BitEncoder ops = BitEncoder.create();
      BitEncoder offsets = BitEncoder.create();
      code(ops, offsets, numbers, turns);
      long[][] made =
          code(
              BitDecoder.open(ops.finish()),
              BitDecoder.open(offsets.finish()),
              new long[3000],
              new long[3000]);
      assertThat(made[0]).as("seed %d", seed).isEqualTo(numbers);
      assertThat(made[1]).as("seed %d", seed).isEqualTo(turns);
    }
  }

  @Test
  void anyBytesDecodeToNumbers() {
    byte[] garbage = new byte[5000];
    new SplittableRandom(4).nextBytes(garbage);
    long[][] made =
        code(BitDecoder.open(garbage), BitDecoder.open(garbage), new long[1000], new long[1000]);
    assertThat(made[0]).hasSize(1000);
  }

  @Test
  void repeatedOpsCostLittle() {
    BitEncoder ops = BitEncoder.create();
    BitEncoder offsets = BitEncoder.create();
    long[] numbers = new long[9000];
    long[] turns = new long[9000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % 3 == 0 ? 4000 : i % 3 == 1 ? 8 << 2 | 1 : 20 << 2 | 2;
      turns[i] = i % 2 == 0 ? 100 : 99;
    }
    code(ops, offsets, numbers, turns);
    assertThat(ops.finish().length).isLessThan(200);
    assertThat(offsets.finish().length).isLessThan(400);
  }

  /** The format depends on each of these bits: a changed digest is a changed format. */
  @Test
  void bitsAreThoseOfTheFormat() {
    BitEncoder ops = BitEncoder.create();
    BitEncoder offsets = BitEncoder.create();
    code(ops, offsets, numbers(2000, 42), turns(2000, 43));
    assertThat(Bytes.sha256(Bytes.concat(ops.finish(), offsets.finish())))
        .isEqualTo("363dd715eba592e301fe891661620f0e549241a4c75d66ac75f86d6dc2510f41");
  }
}
