package dev.silt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the examples of README.md and keeps the two the same. */
final class ReadmeExampleTest {

  @Test
  void exampleRuns(@TempDir Path directory) throws IOException {
    Path oldImage = directory.resolve("old.tar");
    Path newImage = directory.resolve("new.tar");
    Path delta = directory.resolve("update.silt");
    Path rebuilt = directory.resolve("rebuilt.tar");
    byte[] program = new byte[200_000];
    new SplittableRandom(20261123).nextBytes(program);
    SmallImage.writeImage(oldImage, program);
    program[100_000] ^= 1;
    String expectedId = SmallImage.writeImage(newImage, program);

    // example: start
    DiffResult made =
        Silt.diff(
            ImageSource.of(oldImage),
            ImageSource.of(newImage),
            delta,
            DiffOptions.smallest()
                .withListener((phase, done, total) -> showProgress(phase.label(), done, total)));
    System.out.println(made.deltaLength() + " bytes instead of " + made.pullLength());

    ApplyResult applied =
        Silt.apply(
            ImageSource.of(oldImage),
            DeltaSource.of(delta),
            rebuilt,
            ApplyOptions.defaults().withFormat(OutputFormat.OCI_ARCHIVE));
    System.out.println("rebuilt and verified " + applied.targetId());
    // example: end

    assertThat(applied.targetId()).isEqualTo(expectedId);
    assertThat(made.targetId()).isEqualTo(expectedId);
    assertThat(made.deltaLength()).isEqualTo(Files.size(delta)).isLessThan(10_000);
    assertThat(rebuilt).isRegularFile();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void exampleInPlaceRuns(@TempDir Path directory) throws IOException {
    Path oldImage = directory.resolve("old.tar");
    Path newImage = directory.resolve("new.tar");
    Path delta = directory.resolve("update.silt");
    Path root = Files.createDirectory(directory.resolve("root"));
    byte[] program = new byte[200_000];
    new SplittableRandom(20261126).nextBytes(program);
    SmallImage.writeImage(oldImage, program);
    Path file = SmallImage.unpack(root, program);
    program[100_000] ^= 1;
    SmallImage.writeImage(newImage, program);
    DiffOptions forRoots = DiffOptions.balanced().withPurpose(Purpose.ROOTFS);
    Silt.diff(ImageSource.of(oldImage), ImageSource.of(newImage), delta, forRoots);
    InPlaceOptions options = InPlaceOptions.defaults().withIgnoreOwnership(true);

    // in place: start
    Optional<PreparedUpdate> prepared = InPlace.prepare(root, DeltaSource.of(delta), options);
    prepared.ifPresent(update -> System.out.println("staged for " + update.result().targetId()));

    // Any time later, after a restart too:
    Optional<PreparedUpdate> found = InPlace.reopen(root, options);
    if (found.isPresent()) {
      InPlaceResult done = found.get().commit();
      System.out.println(done.outcome() + ": " + done.placedCount() + " paths are new");
    }
    // in place: end

    assertThat(prepared).isPresent();
    assertThat(found).isPresent();
    assertThat(file).hasBinaryContent(program);
    assertThat(InPlace.reopen(root, options)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example", "in place"})
  void readmeHasTheExampleAsItIs(String name) throws IOException {
    String source = Files.readString(Path.of("src/test/java/dev/silt/ReadmeExampleTest.java"));
    int start = source.indexOf('\n', source.indexOf("    // " + name + ": start")) + 1;
    int end = source.indexOf("    // " + name + ": end");
    String example =
        source
            .substring(start, source.lastIndexOf('\n', end))
            .lines()
            .map(line -> line.startsWith("    ") ? line.substring(4) : line)
            .collect(Collectors.joining("\n", "```java\n", "\n```\n"));
    assertThat(Files.readString(Path.of("../README.md"))).contains(example);
  }

  private static void showProgress(String phase, long done, long total) {
    assertThat(done).as(phase).isBetween(0L, total);
  }
}
