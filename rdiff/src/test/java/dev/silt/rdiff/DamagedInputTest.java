package dev.silt.rdiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.error.UnsupportedFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures and deltas that are cut off, bent or made to do harm. */
class DamagedInputTest {

  private static final Limits SMALL = new Limits(1, 512, 1, 1 << 16, 1 << 16, 10);

  private byte[] content;
  private Path base;
  private byte[] signature;
  private byte[] delta;

  @BeforeEach
  void make(@TempDir Path directory) throws Exception {
    content = new byte[1000];
    new SplittableRandom(1).nextBytes(content);
    base = Files.write(directory.resolve("base"), content);
    signature = sign(SignatureOptions.defaults().withBlockLength(100));
    byte[] target = content.clone();
    target[150]++;
    target[450]++;
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    Rdiff.delta(read(signature), new ByteArrayInputStream(target), made);
    delta = made.toByteArray();
    assertThat(patch(delta)).isEqualTo(target);
  }

  @Test
  void signaturesCutOffAreRefusedUnlessTheyEndWithABlock() throws Exception {
    for (int length = 0; length < signature.length; length++) {
      byte[] cut = Arrays.copyOf(signature, length);
      if (length >= 12 && (length - 12) % 36 == 0) {
        assertThat(read(cut).blockCount()).isEqualTo((length - 12) / 36);
      } else {
        assertThatThrownBy(() -> read(cut)).isInstanceOf(CorruptDataException.class);
      }
    }
  }

  @Test
  void deltasCutOffAreRefused() {
    for (int length = 0; length < delta.length; length++) {
      byte[] cut = Arrays.copyOf(delta, length);
      assertThatThrownBy(() -> patch(cut))
          .as("length %d", length)
          .isInstanceOf(CorruptDataException.class);
    }
    assertThatThrownBy(() -> patch(Arrays.copyOf(delta, delta.length + 1)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("after its end");
  }

  @Test
  void flippedBitsCauseNothingButSiltExceptions() throws Exception {
    for (int bit = 0; bit < 8 * signature.length; bit++) {
      byte[] bent = flipped(signature, bit);
      onlySiltExceptions(
          () -> {
            ByteArrayOutputStream made = new ByteArrayOutputStream();
            Rdiff.delta(read(bent), new ByteArrayInputStream(content), made);
          });
    }
    for (int bit = 0; bit < 8 * delta.length; bit++) {
      byte[] bent = flipped(delta, bit);
      onlySiltExceptions(() -> patch(bent));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"72730136", "72730146"})
  void md4IsRefusedWithAnAdvice(String magic) {
    assertThatThrownBy(() -> read(HexFormat.of().parseHex(magic + "0000080000000008")))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("MD4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "72730147" + "ffffffff" + "00000020",
        "72730147" + "80000000" + "00000020",
        "72730147" + "00004001" + "00000020"
      })
  void blocksTooLargeAreRefused(String header) {
    assertThatThrownBy(
            () ->
                RdiffSignature.read(
                    new ByteArrayInputStream(HexFormat.of().parseHex(header)), SMALL))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("metadataLength");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "72730147" + "00000000" + "00000020",
        "72730147" + "00000800" + "00000000",
        "72730147" + "00000800" + "00000021",
        "72730147" + "00000800" + "ffffffff"
      })
  void lengthsOutOfRangeAreRefused(String header) {
    assertThatThrownBy(() -> read(HexFormat.of().parseHex(header)))
        .isInstanceOf(CorruptDataException.class);
  }

  @Test
  void tooManyBlocksAreRefused() {
    byte[] many = Arrays.copyOf(signature, 12 + 36 * 10_000);

    assertThatThrownBy(() -> RdiffSignature.read(new ByteArrayInputStream(many), SMALL))
        .isInstanceOf(LimitExceededException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "45" + "00" + "00", // copy of nothing
        "41" + "00", // literal of nothing
        "4a" + "0300" + "00ff", // 768 + 255 > 1000
        "54" + "7fffffffffffffff" + "7fffffffffffffff",
        "54" + "ffffffffffffffff" + "0000000000000001",
        "54" + "0000000000000001" + "ffffffffffffffff",
        "55",
        "ff"
      })
  void commandsThatAskForTheImpossibleAreRefused(String command) {
    byte[] bytes = HexFormat.of().parseHex("72730236" + command + "00");
    assertThatThrownBy(() -> patch(bytes)).isInstanceOf(CorruptDataException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"43" + "ffffffff", "44" + "7fffffffffffffff", "44" + "ffffffffffffffff"})
  void literalsLongerThanTheLimitAreRefusedBeforeTheyAreWritten(String command) {
    byte[] bytes = HexFormat.of().parseHex("72730236" + "0161" + command + "616263");
    ByteArrayOutputStream target = new ByteArrayOutputStream();

    assertThatThrownBy(() -> Rdiff.patch(base, new ByteArrayInputStream(bytes), target, SMALL))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("imageLength");
    assertThat(target.size()).isLessThanOrEqualTo(1);
  }

  @Test
  void copiesThatAddUpToMoreThanTheLimitAreRefused() {
    String copy = "46" + "00" + "03e8";
    byte[] bytes = HexFormat.of().parseHex("72730236" + copy.repeat(100) + "00");

    assertThatThrownBy(
            () ->
                Rdiff.patch(
                    base, new ByteArrayInputStream(bytes), new ByteArrayOutputStream(), SMALL))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void somethingElseIsNoDeltaAndNoSignature() {
    assertThatThrownBy(() -> patch(signature)).isInstanceOf(UnsupportedFormatException.class);
    assertThatThrownBy(() -> read(delta)).isInstanceOf(UnsupportedFormatException.class);
  }

  private byte[] sign(SignatureOptions options) throws IOException {
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    Rdiff.sign(new ByteArrayInputStream(content), made, options);
    return made.toByteArray();
  }

  private static RdiffSignature read(byte[] bytes) throws IOException {
    return RdiffSignature.read(new ByteArrayInputStream(bytes), Limits.defaults());
  }

  private byte[] patch(byte[] bytes) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    Rdiff.patch(base, new ByteArrayInputStream(bytes), target, Limits.defaults());
    return target.toByteArray();
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] copy = bytes.clone();
    copy[bit >> 3] ^= (byte) (1 << (bit & 7));
    return copy;
  }

  private static void onlySiltExceptions(Operation operation) throws IOException {
    try {
      operation.run();
    } catch (SiltException e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }

  /** Something that may fail. */
  private interface Operation {
    void run() throws IOException;
  }
}
