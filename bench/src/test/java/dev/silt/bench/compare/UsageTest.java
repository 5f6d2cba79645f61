package dev.silt.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Measurements are read as GNU time writes them, and add up. */
class UsageTest {

  @Test
  void readsWhatTimePrints() {
    Usage usage = Usage.parse("1.50 1.25 0.50 2048\n");

    assertThat(usage)
        .isEqualTo(new Usage(1.5, OptionalDouble.of(1.75), OptionalLong.of(2048L << 10)));
  }

  @Test
  void passesOverAComplaint() {
    Usage usage = Usage.parse("Command exited with non-zero status 1\n0.01 0.00 0.00 1024\n");

    assertThat(usage.seconds()).isEqualTo(0.01);
    assertThat(usage.peakRssLength()).hasValue(1 << 20);
  }

  @Test
  void refusesAnythingElse() {
    assertThatThrownBy(() -> Usage.parse("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Usage.parse("1 2 3 x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void addsTimesAndTakesTheLargerMemory() {
    Usage first = new Usage(1, OptionalDouble.of(2), OptionalLong.of(30));
    Usage second = new Usage(10, OptionalDouble.of(20), OptionalLong.of(3));

    assertThat(Usage.NONE.then(first).then(second))
        .isEqualTo(new Usage(11, OptionalDouble.of(22), OptionalLong.of(30)));
  }

  @Test
  void whatIsNotKnownOfOneIsNotKnownOfBoth() {
    Usage sum = Usage.NONE.then(Usage.ofSeconds(2)).then(Usage.parse("1 1 1 1"));

    assertThat(sum).isEqualTo(Usage.ofSeconds(3));
  }
}
