package dev.silt.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.ApplyOptions;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.ImageSource;
import dev.silt.LayerCompression;
import dev.silt.OutputFormat;
import dev.silt.Preset;
import dev.silt.Silt;
import dev.silt.testing.Bytes;
import dev.silt.testing.Container;
import dev.silt.testing.ImageGenerator;
import dev.silt.testing.ImagePair;
import dev.silt.testing.RandomData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs are functions of inputs and options: same bytes whatever the threads, clock, locale. */
class SamePropertyTest {

  private static final int PAIR_COUNT = 24;

  private final Path directory;

  SamePropertyTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void deltaDoesNotDependOnThreadsDirectoriesOrCheck() throws IOException {
    for (long seed = 100; seed < 100 + PAIR_COUNT; seed++) {
      ImagePair pair = ImageGenerator.pair(seed);
      Path at = Files.createDirectory(directory.resolve("" + seed));
      ImageSource a = Container.OCI_ARCHIVE.write(pair.base().render(), at, "a");
      ImageSource b = Container.OCI_ARCHIVE.write(pair.target().render(), at, "b");
      Preset preset = RandomData.preset(new SplittableRandom(seed));
      DiffOptions one = DiffOptions.of(preset).withThreadCount(1);
      String expected = delta(a, b, one);
      assertThat(delta(a, b, one)).as("again, seed %d", seed).isEqualTo(expected);
      for (int threadCount : new int[] {2, 8}) {
        DiffOptions more =
            one.withThreadCount(threadCount).withSelfCheck(false).withWorkDirectory(at);
        assertThat(delta(a, b, more))
            .as("%d threads, seed %d, %s", threadCount, seed, pair.kind())
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void nothingDependsOnTimeZoneAndLocale() throws IOException {
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    for (long seed = 200; seed < 206; seed++) {
      SamplePair sample = SamplePair.of(ImageGenerator.pair(seed), made("" + seed));
      DiffOptions options = DiffOptions.balanced().withThreadCount(1).withSelfCheck(false);
      String delta = delta(sample.baseSource(), sample.targetSource(), options);
      String image = image(sample, ApplyOptions.defaults());
      String listed = ListedTree.of(sample.targetSource(), 1).toString();
      try {
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
        Locale.setDefault(new Locale.Builder().setLanguage("ar").setRegion("EG").build());
        assertThat(delta(sample.baseSource(), sample.targetSource(), options)).isEqualTo(delta);
        assertThat(image(sample, ApplyOptions.defaults())).isEqualTo(image);
        assertThat(ListedTree.of(sample.targetSource(), 1).toString()).isEqualTo(listed);
      } finally {
        TimeZone.setDefault(zone);
        Locale.setDefault(locale);
      }
    }
  }

  @Test
  void outputDoesNotDependOnThreads() throws IOException {
    for (long seed = 300; seed < 312; seed++) {
      SamplePair sample = SamplePair.of(ImageGenerator.pair(seed), made("" + seed));
      for (OutputFormat format :
          new OutputFormat[] {OutputFormat.OCI_ARCHIVE, OutputFormat.DOCKER_ARCHIVE}) {
        ApplyOptions options = ApplyOptions.defaults().withFormat(format);
        if (format == OutputFormat.OCI_ARCHIVE && seed % 2 == 0) {
          options = options.withCompression(LayerCompression.ZSTD);
        }
        String one = image(sample, options);
        assertThat(image(sample, options.withThreadCount(2))).as("seed %d", seed).isEqualTo(one);
        assertThat(image(sample, options.withThreadCount(8))).as("seed %d", seed).isEqualTo(one);
      }
    }
  }

  private Path made(String name) throws IOException {
    return Files.createDirectory(directory.resolve(name));
  }

  private String delta(ImageSource a, ImageSource b, DiffOptions options) throws IOException {
    Path delta = directory.resolve("delta");
    Silt.diff(a, b, delta, options);
    return Bytes.sha256(Files.readAllBytes(delta)) + " " + Files.size(delta);
  }

  private String image(SamplePair sample, ApplyOptions options) throws IOException {
    Path out = directory.resolve("out");
    Silt.apply(sample.baseSource(), DeltaSource.of(sample.delta()), out, options);
    return Bytes.sha256(Files.readAllBytes(out)) + " " + Files.size(out);
  }
}
