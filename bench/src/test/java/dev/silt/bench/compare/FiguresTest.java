package dev.silt.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How numbers look in the tables. */
class FiguresTest {

  @Test
  void countsHaveThousands() {
    assertThat(Figures.count(OptionalLong.of(1234567))).isEqualTo("1,234,567");
    assertThat(Figures.count(OptionalLong.empty())).isEqualTo("-");
  }

  @Test
  void ratiosSayMoreWhereTheyAreSmall() {
    assertThat(ratio(1, 3)).isEqualTo("0.33 x");
    assertThat(ratio(1, 10)).isEqualTo("0.10 x");
    assertThat(ratio(1, 150)).isEqualTo("0.007 x");
    assertThat(ratio(25, 2)).isEqualTo("12.50 x");
  }

  @Test
  void noRatioToNothing() {
    assertThat(ratio(1, 0)).isEqualTo("-");
    assertThat(Figures.ratio(OptionalLong.of(1), OptionalLong.empty())).isEqualTo("-");
    assertThat(Figures.ratio(OptionalDouble.empty(), OptionalDouble.of(1))).isEqualTo("-");
  }

  private static String ratio(long value, long other) {
    return Figures.ratio(OptionalLong.of(value), OptionalLong.of(other));
  }
}
