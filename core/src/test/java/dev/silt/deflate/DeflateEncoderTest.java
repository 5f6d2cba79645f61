package dev.silt.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.silt.testing.DeflateInputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateEncoderTest {

  private static final int LEVELS = 9;
  private static final long SEED = 4711;

  private final DeflateEncoder encoder = DeflateEncoder.create(1, OutputStream.nullOutputStream());

  @Test
  void inflaterGivesThePlainBytesBack() throws Exception {
    for (int i = 0; i < 300; i++) {
      byte[] plain = DeflateInputs.random(SEED + i);
      int level = 1 + i % LEVELS;

      byte[] deflated = Deflated.of(encoder, plain, level);

      assertThat(Deflated.inflated(deflated, plain.length))
          .as("seed %d, level %d", SEED + i, level)
          .isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 15, 100, 258, 262, 10_000, 32_768, 65_535, 65_536, 65_537})
  void piecesChangeNothing(int pieceLength) throws Exception {
    for (int kind = 0; kind < DeflateInputs.KIND_COUNT; kind++) {
      byte[] plain = DeflateInputs.of(kind, 150_000, SEED);
      int level = 1 + (kind + pieceLength) % LEVELS;

      byte[] deflated = Deflated.inPieces(encoder, plain, level, pieceLength);

      assertThat(deflated)
          .as("kind %d, level %d", kind, level)
          .isEqualTo(Deflated.of(plain, level));
    }
  }

  @Test
  void abandonedStreamsLeaveNothingBehind() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 200; i++) {
      byte[] plain = DeflateInputs.random(SEED + random.nextInt(20));
      int level = 1 + random.nextInt(LEVELS);
      encoder.reset(1 + random.nextInt(LEVELS), OutputStream.nullOutputStream());
      encoder.write(plain, 0, random.nextInt(plain.length + 1));

      assertThat(Deflated.of(encoder, plain, level)).isEqualTo(Deflated.of(plain, level));
    }
  }

  /** As after each GiB, but every 100,000 bytes. */
  @Test
  void positionsCountedAnewChangeNothing() throws Exception {
    DeflateEncoder forgetful = new DeflateEncoder(100_000, 1, OutputStream.nullOutputStream());
    for (int kind = 0; kind < DeflateInputs.KIND_COUNT; kind++) {
      for (int level = 1 + kind % 2; level <= LEVELS; level += 4) {
        byte[] plain = DeflateInputs.of(kind, 250_000 + 777 * level, SEED);

        assertThat(Deflated.of(forgetful, plain, level))
            .as("kind %d, level %d", kind, level)
            .isEqualTo(Deflated.of(encoder, plain, level));
      }
    }
  }

  @Test
  void emptyStreamIsAnEmptyFixedBlock() throws Exception {
    for (int level = 1; level <= LEVELS; level++) {
      assertThat(Deflated.of(new byte[0], level)).isEqualTo(new byte[] {3, 0});
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 10})
  void otherLevelsAreRefused(int level) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeflateEncoder.create(level, OutputStream.nullOutputStream()))
        .withMessageContaining("actual=" + level);
  }

  @Test
  void finishedStreamTakesNoMore() throws Exception {
    encoder.finish();

    assertThatIllegalStateException().isThrownBy(encoder::finish);
    assertThatIllegalStateException().isThrownBy(() -> encoder.write(new byte[1], 0, 1));
  }

  @Test
  void failureOfTheOutputIsPassedOnAndForgotten() throws Exception {
    byte[] plain = DeflateInputs.of(1, 100_000, SEED);
    encoder.reset(
        6,
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        });

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> encoder.write(plain, 0, plain.length))
        .withMessage("disk full");
    assertThat(Deflated.of(encoder, plain, 6)).isEqualTo(Deflated.of(plain, 6));
  }

  @Test
  void partsOfArraysAreWritten() throws Exception {
    byte[] plain = DeflateInputs.of(2, 1000, SEED);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    encoder.reset(6, out);
    encoder.write(plain, 100, 200);
    encoder.finish();

    byte[] part = Arrays.copyOfRange(plain, 100, 300);
    assertThat(out.toByteArray()).isEqualTo(Deflated.of(part, 6));
  }
}
