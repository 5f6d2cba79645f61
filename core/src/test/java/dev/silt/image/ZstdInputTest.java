package dev.silt.image;

import static dev.silt.image.TestBytes.concat;
import static dev.silt.image.TestBytes.random;
import static dev.silt.image.TestBytes.readAll;
import static dev.silt.image.TestBytes.zstd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZstdInputTest {

  private static final byte[] SKIPPABLE = {0x5e, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 7, 7, 7};

  private static byte[] decode(byte[] bytes, int pieceLength) throws IOException {
    try (ZstdInput in = new ZstdInput(new ByteArrayInputStream(bytes), Limits.defaults(), "blob")) {
      return readAll(in, pieceLength);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 15, 100, 10_000, 300_000})
  void readsFramesAndSkippableFrames(int pieceLength) throws IOException {
    byte[] first = random(1, 200_000);
    byte[] second = random(2, 10);
    byte[] stored = concat(SKIPPABLE, zstd(first), zstd(new byte[0]), SKIPPABLE, zstd(second));

    assertThat(decode(stored, pieceLength)).isEqualTo(concat(first, second));
    assertThat(decode(concat(stored, SKIPPABLE), pieceLength)).isEqualTo(concat(first, second));
  }

  @Test
  void refusesTrailingData() {
    byte[] frame = zstd(random(3, 100));
    for (byte[] tail : new byte[][] {{1}, {0}, {0x28, (byte) 0xb5}, {0, 0, 0, 0, 0}}) {
      assertThatThrownBy(() -> decode(concat(frame, tail), 1000))
          .isInstanceOf(CorruptDataException.class);
    }
  }

  @Test
  void refusesEveryTruncation() {
    byte[] frame = zstd(random(5, 300));
    for (int i = 1; i < frame.length; i++) {
      byte[] cut = Arrays.copyOf(frame, i);
      assertThatThrownBy(() -> decode(cut, 64)).isInstanceOf(CorruptDataException.class);
    }
  }

  @Test
  void refusesWindowsOverTheLimit() throws IOException {
    byte[] bytes = new byte[1 << 21];
    byte[] stored;
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      stored = context.setLevel(3).setWindowLog(21).setContentSize(false).compress(bytes);
    }
    Limits defaults = Limits.defaults();
    Limits tight =
        new Limits(
            defaults.documentLength(),
            defaults.headerLength(),
            defaults.entryCount(),
            defaults.metadataLength(),
            defaults.imageLength(),
            16);
    try (ZstdInput in = new ZstdInput(new ByteArrayInputStream(stored), tight, "blob")) {
      assertThatThrownBy(() -> readAll(in, 1000))
          .isInstanceOf(LimitExceededException.class)
          .hasMessageContaining("Limits.zstdWindowLog");
    }
  }
}
