package dev.silt.tar;

import static dev.silt.tar.TarBytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaxTimeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1.5, 1, 500000000",
    "1700000000.123456789, 1700000000, 123456789",
    "-1, -1, 0",
    "-1.0, -1, 0",
    "-0.5, -1, 500000000",
    "-86400.25, -86401, 750000000",
    "1.1234567899, 1, 123456789",
  })
  void readsAndWrites(String text, long seconds, int nanos) {
    PaxTime time = Objects.requireNonNull(PaxTime.parse(bytes(text)));
    assertThat(time.seconds()).isEqualTo(seconds);
    assertThat(PaxTime.nanosAbove(seconds, time.fraction())).isEqualTo(nanos);
    assertThat(PaxTime.format(seconds, time.fraction())).isEqualTo(bytes(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".5", "1.x", "1.-5", "a", "9223372036854775808", "1e3"})
  void refusesOthers(String text) {
    assertThat(PaxTime.parse(bytes(text))).isNull();
  }

  @Test
  void theEarliestSecondHasNoFractionBefore() {
    assertThat(PaxTime.parse(bytes("-9223372036854775808.5"))).isNull();
  }
}
