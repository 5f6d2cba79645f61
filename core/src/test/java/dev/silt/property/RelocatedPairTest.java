package dev.silt.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.DeltaInfo;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.DiffResult;
import dev.silt.ImageSource;
import dev.silt.Silt;
import dev.silt.error.Limits;
import dev.silt.testing.Container;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.SampleProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs in images: relocated bases make small deltas, and damaged programs right ones. */
class RelocatedPairTest {

  private static final int FUNCTIONS = 2000;

  /** The self-check decodes the delta and compares every content. */
  private static DiffResult diff(byte[] base, byte[] target, DiffOptions options, Path directory)
      throws IOException {
    ImageSource a = write(base, directory, "base");
    ImageSource b = write(target, directory, "target");
    return Silt.diff(a, b, directory.resolve("delta"), options.withThreadCount(1));
  }

  private static ImageSource write(byte[] program, Path directory, String name) throws IOException {
    return Container.OCI_ARCHIVE.write(
        ImageSpec.of(LayerSpec.of(Item.file("usr/bin/program", program))).render(),
        directory,
        name);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void movedFunctionsCostLittleMoreThanThemselves(boolean arm, @TempDir Path directory)
      throws IOException {
    byte[] base = SampleProgram.of(arm, 1, FUNCTIONS, 0);
    byte[] target = SampleProgram.of(arm, 1, FUNCTIONS, 90);
    DiffResult result = diff(base, target, DiffOptions.balanced(), directory);
    DeltaInfo info =
        Silt.inspect(DeltaSource.of(directory.resolve("delta")), 10, Limits.defaults());
    assertThat(info.contents()).singleElement().matches(DeltaInfo.Content::relocated);

    // As no program, it has the same bytes and no relocation.
    base[0] = 0;
    target[0] = 0;
    Files.createDirectory(directory.resolve("plain"));
    DiffResult plain = diff(base, target, DiffOptions.balanced(), directory.resolve("plain"));
    assertThat(result.deltaLength()).isLessThan(plain.deltaLength() / 2);
  }

  @Test
  void damagedProgramsComeBack(@TempDir Path directory) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 40; round++) {
      boolean arm = random.nextBoolean();
      byte[] base = SampleProgram.of(arm, 2, 200, random.nextInt(3));
      byte[] target = SampleProgram.of(arm, 2, 200, 1 + random.nextInt(40));
      damage(base, random);
      damage(target, random);
      target = Arrays.copyOf(target, target.length - random.nextInt(3) * random.nextInt(4000));
      Path at = Files.createDirectory(directory.resolve("" + round));
      DiffOptions options = random.nextInt(4) > 0 ? DiffOptions.balanced() : DiffOptions.smallest();
      assertThat(diff(base, target, options, at).newContentCount()).isEqualTo(1);
    }
  }

  private static void damage(byte[] program, SplittableRandom random) {
    int count = random.nextInt(30);
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(random.nextInt(5) == 0 ? 288 : program.length);
      program[at] = (byte) random.nextInt();
    }
  }
}
