package dev.silt.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.ApplyOptions;
import dev.silt.ApplyResult;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.ImageSource;
import dev.silt.SignOptions;
import dev.silt.SignatureSource;
import dev.silt.Silt;
import dev.silt.testing.Bytes;
import dev.silt.testing.Container;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.ImagePair;
import dev.silt.testing.ReadImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Deltas of an earlier day, kept as files with their images. If one does not apply, the format has
 * changed: that takes a new version. If the same images give other bytes, an encoder's choice (or
 * zstd) has changed: that is allowed, and the files are then made anew with {@code mvn -B -q -pl
 * core test -Dtest=GoldenDeltaTest -Dsilt.golden=write}, while a copy of the old delta stays, under
 * another name, as one more that must apply.
 */
class GoldenDeltaTest {

  private static final Path ROOT = Path.of("src/test/resources/golden");

  private static final Map<String, DiffOptions> KINDS =
      Map.of("delta.silt", DiffOptions.balanced(), "smallest.silt", DiffOptions.smallest());

  static List<Path> pairs() throws IOException {
    try (Stream<Path> directories = Files.list(ROOT)) {
      return directories.filter(Files::isDirectory).sorted().toList();
    }
  }

  static List<Path> deltas() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(file -> file.toString().endsWith(".silt")).sorted().toList();
    }
  }

  @Test
  void allAreThere() throws IOException {
    assertThat(pairs()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(deltas()).hasSizeGreaterThanOrEqualTo(3);
  }

  @BeforeAll
  static void writeIfAsked() throws IOException {
    if ("write".equals(System.getProperty("silt.golden"))) {
      write();
    }
  }

  private static void write() throws IOException {
    for (Map.Entry<String, ImagePair> entry : GoldenPairs.all().entrySet()) {
      Path pair = Files.createDirectories(ROOT.resolve(entry.getKey()));
      if (Files.notExists(pair.resolve("base"))) {
        ImageBytes base = entry.getValue().base().render();
        ImageBytes target = entry.getValue().target().render();
        Container.OCI_ARCHIVE_GZIP.write(base, pair, "base");
        Container.OCI_ARCHIVE_GZIP.write(target, pair, "target");
        Files.writeString(pair.resolve("target-id"), target.id() + "\n");
      }
      for (Map.Entry<String, DiffOptions> kind : KINDS.entrySet()) {
        diff(pair, pair.resolve(kind.getKey()), kind.getValue());
      }
      sign(pair, pair.resolve("base.sig"));
    }
  }

  @ParameterizedTest
  @MethodSource("deltas")
  void earlierDeltaApplies(Path delta, @TempDir Path directory) throws IOException {
    Path pair = java.util.Objects.requireNonNull(delta.getParent());
    String expected =
        Files.readString(pair.resolve("target-id"), StandardCharsets.US_ASCII).strip();
    Path out = directory.resolve("out");
    ApplyResult result =
        Silt.apply(base(pair), DeltaSource.of(delta), out, ApplyOptions.defaults());
    assertThat(result.targetId()).isEqualTo(expected);
    assertThat(result.rebuiltLayerCount()).isPositive();
    assertThat(Bytes.digest(ReadImage.of(out).config())).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void todaysDeltaIsTheSame(Path pair, @TempDir Path directory) throws IOException {
    Path delta = directory.resolve("delta");
    for (Map.Entry<String, DiffOptions> kind : KINDS.entrySet()) {
      diff(pair, delta, kind.getValue());
      assertThat(delta).hasSameBinaryContentAs(pair.resolve(kind.getKey()));
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void todaysSignatureIsTheSame(Path pair, @TempDir Path directory) throws IOException {
    Path signature = directory.resolve("signature");
    sign(pair, signature);
    assertThat(signature).hasSameBinaryContentAs(pair.resolve("base.sig"));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void earlierSignatureIsRead(Path pair, @TempDir Path directory) throws IOException {
    Path delta = directory.resolve("delta");
    Path out = directory.resolve("out");
    Silt.diff(
        SignatureSource.of(pair.resolve("base.sig")),
        ImageSource.of(pair.resolve("target")),
        delta,
        DiffOptions.fast());
    Silt.apply(base(pair), DeltaSource.of(delta), out, ApplyOptions.defaults());
    String expected = Files.readString(pair.resolve("target-id"), StandardCharsets.US_ASCII);
    assertThat(Bytes.digest(ReadImage.of(out).config())).isEqualTo(expected.strip());
  }

  private static void sign(Path pair, Path signature) throws IOException {
    Silt.sign(base(pair), signature, SignOptions.defaults().withBlockLength(64));
  }

  private static ImageSource base(Path pair) {
    return ImageSource.of(pair.resolve("base"));
  }

  private static void diff(Path pair, Path delta, DiffOptions options) throws IOException {
    ImageSource target = ImageSource.of(pair.resolve("target"));
    Silt.diff(base(pair), target, delta, options.withThreadCount(1));
  }
}
