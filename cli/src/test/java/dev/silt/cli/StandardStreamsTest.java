package dev.silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Standard input and output that are pipes, in a process of its own. */
@Timeout(120)
final class StandardStreamsTest {

  private static final Path GOLDEN = Path.of("../core/src/test/resources/golden/edited");

  /** What a process came to. */
  private record Ended(int code, String err) {}

  /** Runs a command whose input is a pipe that is fed piece by piece. */
  private static Ended run(Path directory, byte[] input, int pieces, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.silt.cli.Main"));
    command.addAll(List.of(arguments));
    Path errors = directory.resolve("errors");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(errors.toFile())
            .start();
    try (OutputStream in = process.getOutputStream()) {
      for (int i = 0; i < pieces; i++) {
        int from = input.length * i / pieces;
        in.write(input, from, input.length * (i + 1) / pieces - from);
        in.flush();
        TimeUnit.MILLISECONDS.sleep(pieces > 1 ? 300 : 0);
      }
    } catch (IOException e) {
      // it ended early, and says why
    }
    return new Ended(process.waitFor(), Files.readString(errors, StandardCharsets.UTF_8));
  }

  @Test
  void aDeltaMayComeInPieces(@TempDir Path directory) throws IOException, InterruptedException {
    Path delta = directory.resolve("delta");
    Path base = GOLDEN.resolve("base");
    assertThat(
            Run.of(
                    "diff",
                    base.toString(),
                    GOLDEN.resolve("target").toString(),
                    "-o",
                    delta.toString())
                .code())
        .isZero();
    byte[] bytes = Files.readAllBytes(delta);
    Ended verified = run(directory, bytes, 5, "verify", base.toString(), "-");
    assertThat(verified.err()).doesNotContain("silt:");
    assertThat(verified.code()).isZero();
    Ended inspected = run(directory, bytes, 3, "inspect", "-");
    assertThat(inspected.err()).doesNotContain("silt:");
    assertThat(inspected.code()).isZero();
  }

  @Test
  void aSignatureMayComeInPieces(@TempDir Path directory) throws IOException, InterruptedException {
    Path signature = directory.resolve("signature");
    assertThat(Run.of("sign", GOLDEN.resolve("base").toString(), "-o", signature.toString()).code())
        .isZero();
    Ended ended =
        run(
            directory,
            Files.readAllBytes(signature),
            4,
            "diff",
            "-",
            GOLDEN.resolve("target").toString(),
            "-o",
            directory.resolve("delta").toString());
    assertThat(ended.err()).doesNotContain("silt:");
    assertThat(ended.code()).isZero();
  }

  private static int exitCode(int code, String failure, StringWriter err) {
    StandardOutput output =
        new StandardOutput(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException(failure);
              }
            });
    try (PrintWriter out = new PrintWriter(output, false, StandardCharsets.UTF_8)) {
      out.print("something");
    }
    return output.exitCode(code, new PrintWriter(err));
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() {
    StringWriter err = new StringWriter();
    assertThat(exitCode(0, "No space left on device", err)).isEqualTo(1);
    assertThat(err).hasToString("silt: standard output: No space left on device\n");
    StringWriter none = new StringWriter();
    assertThat(exitCode(0, "Broken pipe", none)).isZero();
    assertThat(exitCode(3, "No space left on device", none)).isEqualTo(3);
    assertThat(none.toString()).isEmpty();
  }
}
