package dev.silt.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.ApplyOptions;
import dev.silt.ApplyResult;
import dev.silt.DeltaSource;
import dev.silt.Silt;
import dev.silt.error.Limits;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.ImageGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records that come back say what their Javadoc promises. */
class StatisticsTest {

  @Test
  void layersLengthIsOfTheLayersThatTheBaseLacks(@TempDir Path directory) throws IOException {
    for (long seed = 1; seed < 40; seed++) {
      Path at = Files.createDirectory(directory.resolve("" + seed));
      SamplePair sample = SamplePair.of(ImageGenerator.pair(seed), at);
      long expected = lackingLength(sample.base(), sample.target());
      ApplyResult verified =
          Silt.verify(sample.baseSource(), DeltaSource.of(sample.delta()), ApplyOptions.defaults());
      assertThat(verified.layersLength()).as("verify, seed %d", seed).isEqualTo(expected);
      assertThat(
              Silt.inspect(DeltaSource.of(sample.delta()), 1, Limits.defaults())
                  .targetLayersLength())
          .as("inspect, seed %d", seed)
          .isEqualTo(expected);
    }
  }

  private static long lackingLength(ImageBytes base, ImageBytes target) {
    Set<String> known = new HashSet<>();
    base.layers().forEach(layer -> known.add(layer.diffId()));
    return target.layers().stream()
        .filter(layer -> known.add(layer.diffId()))
        .mapToLong(layer -> layer.tar().length)
        .sum();
  }
}
