package dev.silt.rdiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The machine's own {@code rdiff}. */
final class RdiffProgram {

  private static final long TIMEOUT_SECONDS = 120;

  private RdiffProgram() {}

  /**
   * Ends the test unless it is installed: skips it, or fails where {@code SILT_REQUIRE_PROGRAMS=1}.
   */
  static void require() {
    boolean installed =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "rdiff")));
    if (!installed) {
      if ("1".equals(System.getenv("SILT_REQUIRE_PROGRAMS"))) {
        fail("not installed: rdiff, and SILT_REQUIRE_PROGRAMS=1");
      }
      abort("not installed: rdiff");
    }
  }

  /** Runs it; the last argument is its output, which is replaced. */
  static void run(Object... arguments) throws IOException, InterruptedException {
    Files.deleteIfExists((Path) arguments[arguments.length - 1]);
    List<String> command = new ArrayList<>(List.of("rdiff"));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s: %s", command, said).isZero();
  }
}
