package dev.silt.damage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.ApplyOptions;
import dev.silt.ApplyResult;
import dev.silt.DeltaSource;
import dev.silt.Silt;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.property.SamplePair;
import dev.silt.testing.Bytes;
import dev.silt.testing.ImagePair;
import dev.silt.testing.RandomData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every truncation point and every single flipped bit of a small delta, and coarser damage: the
 * exact target or a SiltException, and nothing left behind.
 */
@Timeout(300)
class DeltaDamageTest {

  private static final int EDIT_COUNT = Integer.getInteger("silt.edits", 1000);

  /** Where only few edits are asked for, not every bit is flipped either. */
  private static final int BIT_STEP = EDIT_COUNT < 1000 ? 5 : 1;

  static List<ImagePair> pairs() {
    return TinyPairs.all();
  }

  @Test
  void pairsHaveEveryKindOfLayer(@TempDir Path directory) throws IOException {
    int copied = 0;
    int rebuilt = 0;
    int stored = 0;
    for (ImagePair pair : pairs()) {
      SamplePair sample =
          SamplePair.of(pair, Files.createDirectory(directory.resolve(pair.kind())));
      ApplyResult result =
          Silt.verify(sample.baseSource(), DeltaSource.of(sample.delta()), ApplyOptions.defaults());
      copied += result.copiedLayerCount();
      rebuilt += result.rebuiltLayerCount();
      stored += result.storedLayerCount();
    }
    assertThat(copied).isPositive();
    assertThat(rebuilt).isPositive();
    assertThat(stored).isPositive();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyTruncation(ImagePair pair, @TempDir Path directory) throws IOException {
    Probe probe = new Probe(pair, directory);
    IntStream.range(0, probe.delta.length)
        .parallel()
        .forEach(length -> probe.tryBytes(Arrays.copyOf(probe.delta, length), "cut to " + length));
    probe.finish();
    assertThat(probe.intact).as("cut deltas that applied").hasValue(0);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyFlippedBit(ImagePair pair, @TempDir Path directory) throws IOException {
    Probe probe = new Probe(pair, directory);
    IntStream.range(0, probe.delta.length * 8)
        .filter(bit -> bit % BIT_STEP == 0)
        .parallel()
        .forEach(
            bit -> {
              byte[] damaged = probe.delta.clone();
              damaged[bit / 8] ^= (byte) (1 << (bit % 8));
              probe.tryBytes(damaged, "bit " + bit % 8 + " of byte " + bit / 8);
            });
    probe.finish();
    assertThat(probe.intact).as("damaged deltas that applied").hasValue(0);
  }

  /** Damage that no checksum tells: what was decoded is to be checked in itself. */
  @ParameterizedTest
  @MethodSource("pairs")
  void flippedBitsUnderRightChecksums(ImagePair pair, @TempDir Path directory) throws IOException {
    Probe probe = new Probe(pair, directory);
    byte[] sections = DeltaSections.seed(probe.delta);
    int step = pair.kind().equals("edited") || EDIT_COUNT > 1000 ? BIT_STEP : 5;
    IntStream.range(0, sections.length * 8)
        .filter(bit -> bit % step == 0)
        .parallel()
        .forEach(
            bit -> {
              byte[] damaged = sections.clone();
              damaged[bit / 8] ^= (byte) (1 << (bit % 8));
              probe.tryBytes(
                  DeltaSections.delta(damaged), "bit " + bit % 8 + " of plain byte " + bit / 8);
            });
    probe.finish();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void editsUnderRightChecksums(ImagePair pair, @TempDir Path directory) throws IOException {
    Probe probe = new Probe(pair, directory);
    List<DeltaSections.Part> parts =
        DeltaSections.split(DeltaSections.delta(DeltaSections.seed(probe.delta)));
    IntStream.range(0, EDIT_COUNT)
        .parallel()
        .forEach(
            seed -> {
              SplittableRandom random = new SplittableRandom(seed);
              List<DeltaSections.Part> changed = new ArrayList<>(parts);
              int at = random.nextInt(changed.size());
              changed.set(at, changed.get(at).edited(random));
              probe.tryBytes(DeltaSections.join(changed), "edit " + seed + " of section " + at);
            });
    probe.finish();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void coarseDamage(ImagePair pair, @TempDir Path directory) throws IOException {
    Probe probe = new Probe(pair, directory);
    probe.tryBytes(Bytes.concat(probe.delta, new byte[1]), "a byte more");
    probe.tryBytes(Bytes.concat(probe.delta, probe.delta), "twice");
    probe.tryBytes(new byte[100_000], "zeros");
    IntStream.range(0, 1000)
        .parallel()
        .forEach(
            seed -> {
              byte[] damaged = RandomData.edit(new SplittableRandom(seed), probe.delta);
              probe.tryBytes(damaged, "edit " + seed);
            });
    probe.finish();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anotherVersion(ImagePair pair, @TempDir Path directory) throws IOException {
    Probe probe = new Probe(pair, directory);
    List<Integer> unsupported = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      byte[] newer = probe.delta.clone();
      newer[i] = (byte) (newer[i] + 1);
      if (probe.tryBytes(newer, "byte " + i + " one higher") == UnsupportedFormatException.class) {
        unsupported.add(i);
      }
    }
    assertThat(unsupported).as("bytes that tell a newer version").isNotEmpty();
  }
}
