package dev.silt.rdiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.error.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds signatures, deltas and patches to rdiff's, both ways. */
@Tag("oracle")
class RdiffOracleTest {

  private Path directory;

  @BeforeEach
  void requireRdiff(@TempDir Path fresh) {
    directory = fresh;
    RdiffProgram.require();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 32, RABIN_KARP",
    "2, 32, RABIN_KARP",
    "7, 20, RABIN_KARP",
    "7, 32, ROLLSUM",
    "512, 8, RABIN_KARP",
    "512, 32, ROLLSUM",
    "2048, 32, RABIN_KARP",
    "5000, 32, RABIN_KARP"
  })
  void eachReadsWhatTheOtherWrites(int blockLength, int strongLength, WeakKind weak)
      throws Exception {
    SignatureOptions options = new SignatureOptions(weak, blockLength, strongLength);
    Map<String, byte[]> files = NastyFiles.around(blockLength);
    for (Map.Entry<String, byte[]> base : files.entrySet()) {
      Path baseFile = Files.write(directory.resolve("base"), base.getValue());
      byte[] signatureBytes = signedByBoth(baseFile, options);
      RdiffSignature signature =
          RdiffSignature.read(new ByteArrayInputStream(signatureBytes), Limits.defaults());
      assertThat(signature.options()).isEqualTo(options);
      for (Map.Entry<String, byte[]> target : files.entrySet()) {
        Path targetFile = Files.write(directory.resolve("target"), target.getValue());
        String pair = base.getKey() + " to " + target.getKey() + ", " + options;

        assertThat(patchedByRdiff(baseFile, signature, targetFile))
            .as("Silt's delta, rdiff's patch: %s", pair)
            .isEqualTo(target.getValue());
        assertThat(patchedBySilt(baseFile, targetFile))
            .as("rdiff's delta, Silt's patch: %s", pair)
            .isEqualTo(target.getValue());
        assertThat(Files.size(directory.resolve("silt.delta")))
            .as("length of Silt's delta: %s", pair)
            .isLessThanOrEqualTo(Files.size(directory.resolve("rdiff.delta")) + 8);
      }
    }
  }

  @Test
  void largeFilesWithEditsGoBothWays() throws Exception {
    byte[] base = new byte[3_000_001];
    new SplittableRandom(8).nextBytes(base);
    byte[] target = base.clone();
    for (int at = 1000; at < target.length; at += 100_003) {
      target[at]++;
    }
    Path baseFile = Files.write(directory.resolve("base"), base);
    Path targetFile = Files.write(directory.resolve("target"), target);
    byte[] signature = signedByBoth(baseFile, SignatureOptions.defaults());

    assertThat(
            patchedByRdiff(
                baseFile,
                RdiffSignature.read(new ByteArrayInputStream(signature), Limits.defaults()),
                targetFile))
        .isEqualTo(target);
    assertThat(patchedBySilt(baseFile, targetFile)).isEqualTo(target);
    assertThat(Files.size(directory.resolve("silt.delta")))
        .isLessThan(Files.size(directory.resolve("rdiff.delta")) * 101 / 100);
  }

  private byte[] signedByBoth(Path base, SignatureOptions options) throws Exception {
    Path theirs = directory.resolve("rdiff.sig");
    String rollsum = options.weak() == WeakKind.ROLLSUM ? "rollsum" : "rabinkarp";
    RdiffProgram.run(
        "-H",
        "blake2",
        "-R",
        rollsum,
        "-b",
        options.blockLength(),
        "-S",
        options.strongLength(),
        "signature",
        base,
        theirs);
    ByteArrayOutputStream ours = new ByteArrayOutputStream();
    try (InputStream input = Files.newInputStream(base)) {
      Rdiff.sign(input, ours, options);
    }
    assertThat(ours.toByteArray()).isEqualTo(Files.readAllBytes(theirs));
    return ours.toByteArray();
  }

  private byte[] patchedByRdiff(Path base, RdiffSignature signature, Path target) throws Exception {
    Path delta = directory.resolve("silt.delta");
    try (InputStream input = Files.newInputStream(target);
        OutputStream output = Files.newOutputStream(delta)) {
      Rdiff.delta(signature, input, output);
    }
    Path rebuilt = directory.resolve("rebuilt");
    RdiffProgram.run("patch", base, delta, rebuilt);
    return Files.readAllBytes(rebuilt);
  }

  private byte[] patchedBySilt(Path base, Path target) throws Exception {
    Path delta = directory.resolve("rdiff.delta");
    RdiffProgram.run("delta", directory.resolve("rdiff.sig"), target, delta);
    ByteArrayOutputStream rebuilt = new ByteArrayOutputStream();
    try (InputStream input = Files.newInputStream(delta)) {
      long length = Rdiff.patch(base, input, rebuilt, Limits.defaults());
      assertThat(length).isEqualTo(rebuilt.size());
    }
    return rebuilt.toByteArray();
  }
}
