package dev.silt.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** CRC-32C, against the plain shift register. */
class Crc32cHashTest extends RollingHashContract {

  @Override
  RollingHash hash() {
    return RollingHash.crc32c();
  }

  @Override
  int plain(byte[] bytes, int from, int length) {
    int register = -1;
    for (int i = from; i < from + length; i++) {
      register ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        register = (register & 1) != 0 ? (register >>> 1) ^ 0x82F63B78 : register >>> 1;
      }
    }
    return ~register;
  }

  @Test
  void hasTheCheckValueOfItsStandard() {
    byte[] bytes = "123456789".getBytes(StandardCharsets.US_ASCII);

    assertThat(hash().of(bytes, 0, bytes.length)).isEqualTo(0xE3069283);
  }

  @Test
  void stepsCanBeUndone() {
    for (int x : new int[] {0, 1, -1, 0x12345678, Integer.MIN_VALUE}) {
      assertThat(Crc32cStep.undo(Crc32cStep.step(x))).isEqualTo(x);
    }
  }
}
