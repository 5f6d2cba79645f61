package dev.silt.bench.hard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Whether what is made to collide does. */
class FloodsTest {

  private static final int LENGTH = 1 << 12;

  @Test
  void windowsHaveTheHash() {
    for (int start = -50; start < 50; start++) {
      ByteBuffer window =
          ByteBuffer.wrap(IndexFlood.window(77, start)).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(window.getLong(0) * 0x9e3779b97f4a7c15L ^ window.getLong(4)).isEqualTo(77);
    }
  }

  @Test
  void blocksHaveOneCrc() {
    Pattern pattern = WeakFlood.of(1);
    byte[] first = pattern.take(LENGTH);
    byte[] second = pattern.take(LENGTH);
    assertThat(second).isNotEqualTo(first);
    assertThat(crc(second)).isEqualTo(crc(first)).isEqualTo(crc(new byte[LENGTH]));
  }

  private static long crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }
}
