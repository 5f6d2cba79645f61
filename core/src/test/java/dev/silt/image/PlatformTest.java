package dev.silt.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.InvalidImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlatformTest {

  @ParameterizedTest
  @CsvSource({
    "linux/amd64, linux/amd64, true",
    "linux/x86_64, linux/amd64, true",
    "linux/aarch64, linux/arm64/v8, true",
    "linux/arm64/v8, linux/arm64, true",
    "linux/arm/v7, linux/arm, true",
    "linux/arm/v6, linux/arm, false",
    "linux/arm, linux/arm/v6, true",
    "linux/amd64/v3, linux/amd64, false",
    "windows/amd64, linux/amd64, false",
    "linux/arm, linux/arm64, false",
  })
  void accepts(String asked, String offered, boolean accepted) throws InvalidImageException {
    assertThat(Platform.parse(asked).accepts(Platform.parse(offered))).isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "linux", "/", "linux/", "/amd64", "a/b/c/d"})
  void refusesOtherShapes(String text) {
    assertThatThrownBy(() -> Platform.parse(text)).isInstanceOf(InvalidImageException.class);
  }

  @Test
  void isCompletedByTheIndex() throws InvalidImageException {
    Platform config = Platform.parse("linux/arm");
    assertThat(config.completedBy(null)).isEqualTo(config);
    assertThat(config.completedBy(Platform.parse("linux/arm/v6")))
        .isEqualTo(Platform.parse("linux/arm/v6"));
    assertThat(config.completedBy(Platform.parse("linux/amd64"))).isEqualTo(config);
    assertThat(Platform.parse("unknown/unknown").completedBy(config)).isEqualTo(config);
  }
}
