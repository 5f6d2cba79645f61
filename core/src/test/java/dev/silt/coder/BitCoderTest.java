package dev.silt.coder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitCoderTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 8, 9, 100, 10_000, 100_000})
  void bitsComeBack(int count) {
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int[] probabilities = new int[count];
      int[] bits = new int[count];
      BitEncoder encoder = BitEncoder.create();
      for (int i = 0; i < count; i++) {
        probabilities[i] =
            switch (random.nextInt(4)) {
              case 0 -> 1;
              case 1 -> 65535;
              case 2 -> 32768;
              default -> 1 + random.nextInt(65535);
            };
        boolean likely = random.nextInt(65536) < probabilities[i];
        bits[i] = likely == (seed % 2 == 0) ? 1 : 0; // odd seeds: mostly what was not expected
        assertThat(encoder.code(bits[i], probabilities[i])).isEqualTo(bits[i]);
      }
      BitDecoder decoder = BitDecoder.open(encoder.finish());
      for (int i = 0; i < count; i++) {
        assertThat(decoder.code(0, probabilities[i]))
            .as("seed %d, bit %d", seed, i)
            .isEqualTo(bits[i]);
      }
      assertThat(decoder.exhausted()).isTrue();
    }
  }

  @Test
  void takesWhatTheProbabilitiesSay() {
    SplittableRandom random = new SplittableRandom(11);
    BitEncoder encoder = BitEncoder.create();
    int count = 1_000_000;
    for (int i = 0; i < count; i++) {
      encoder.code(random.nextInt(65536) < 1000 ? 1 : 0, 1000);
    }
    double p = 1000 / 65536.0;
    double entropy = -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2) * count / 8;
    assertThat(encoder.finish().length).isBetween((int) (entropy * 0.97), (int) (entropy * 1.03));
  }

  @Test
  void beginsAgainAfterFinish() {
    BitEncoder encoder = BitEncoder.create();
    encoder.code(0, 60_000);
    byte[] first = encoder.finish();
    assertThat(encoder.finish()).isEmpty();
    encoder.code(0, 60_000);
    assertThat(encoder.finish()).isEqualTo(first).isNotEmpty();
  }

  @Test
  void tellsBytesThatNobodyRead() {
    BitEncoder encoder = BitEncoder.create();
    encoder.code(1, 40_000);
    byte[] coded = encoder.finish();
    byte[] longer = java.util.Arrays.copyOf(coded, coded.length + 8);
    BitDecoder decoder = BitDecoder.open(longer);
    decoder.code(0, 40_000);
    assertThat(decoder.exhausted()).isFalse();
  }

  @Test
  void logisticFunctionIsMonotoneAndStretchInvertsIt() {
    for (int x = -Logistic.MAX; x <= Logistic.MAX; x++) {
      assertThat(Logistic.squash(x))
          .isBetween(1, 65535)
          .isGreaterThanOrEqualTo(Logistic.squash(x - 1));
    }
    for (int i = 0; i < 4096; i++) {
      int back = Logistic.squash(Logistic.stretch(i));
      assertThat(Math.abs(back - (i * 16 + 8))).isLessThanOrEqualTo(90);
    }
  }
}
