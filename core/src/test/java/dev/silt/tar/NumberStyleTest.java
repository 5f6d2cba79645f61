package dev.silt.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NumberStyleTest {

  @Test
  void whatIsWrittenIsReadBack() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 200_000; i++) {
      long value = random.nextLong() >> random.nextInt(64);
      int style = random.nextInt(NumberStyle.COUNT);
      int length = random.nextBoolean() ? 8 : 12;
      byte[] field = new byte[length + 2];
      field[0] = field[length + 1] = 99;
      if (NumberStyle.write(style, value, field, 1, length)) {
        assertThat(HeaderNumber.parse(field, 1, length))
            .as("style=%d value=%d length=%d", style, value, length)
            .isEqualTo(value);
      }
      assertThat(field[0]).isEqualTo((byte) 99);
      assertThat(field[length + 1]).isEqualTo((byte) 99);
    }
  }

  @Test
  void usualIsZeroPadded() {
    byte[] field = new byte[8];
    assertThat(NumberStyle.write(NumberStyle.USUAL, 0644, field, 0, 8)).isTrue();
    assertThat(field).isEqualTo(TarBytes.bytes("0000644\0"));
    assertThat(NumberStyle.write(NumberStyle.USUAL, 1 << 21, field, 0, 8)).isFalse();
  }
}
