package dev.silt.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Other people's programs that tests compare with. A test that needs one is skipped where the
 * program is missing, and says so; with the environment variable {@code SILT_REQUIRE_PROGRAMS=1} it
 * fails instead.
 */
public final class Programs {

  private static final long TIMEOUT_SECONDS = 120;

  private Programs() {}

  /**
   * Ends the test unless programs are on the {@code PATH}.
   *
   * @param names the programs' names
   */
  public static void require(String... names) {
    List<String> missing = List.of(names).stream().filter(name -> !isInstalled(name)).toList();
    if (!missing.isEmpty()) {
      absent("not installed: " + String.join(", ", missing));
    }
  }

  /** Ends the test unless it runs as root, who may make devices and give files away. */
  public static void requireRoot() {
    if (!"root".equals(System.getProperty("user.name"))) {
      absent("not run as root");
    }
  }

  /**
   * Finds a file of the repository's {@code testdata} directory.
   *
   * @param path below testdata
   * @return where it is
   */
  public static Path testdata(String path) {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("testdata"))) {
      Path parent = directory.getParent();
      if (parent == null) {
        throw new IllegalStateException("no testdata directory above the working directory");
      }
      directory = parent;
    }
    return directory.resolve("testdata").resolve(path);
  }

  /**
   * Runs a program to its end.
   *
   * @param output file for what it prints; its complaints end up in the failure
   * @param command the program and its arguments
   * @throws AssertionError if it fails or takes more than two minutes
   */
  public static void run(Path output, Object... command) throws IOException, InterruptedException {
    Path complaints = Files.createTempFile("silt-test", ".stderr");
    try {
      Process process =
          new ProcessBuilder(List.of(command).stream().map(Object::toString).toList())
              .redirectOutput(output.toFile())
              .redirectError(complaints.toFile())
              .start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      if (!ended || process.exitValue() != 0) {
        fail(
            "%s: %s%n%s%s"
                .formatted(
                    List.of(command),
                    ended ? "exit code " + process.exitValue() : "no end in sight",
                    Files.readString(complaints),
                    Files.readString(output)));
      }
    } finally {
      Files.delete(complaints);
    }
  }

  private static boolean isInstalled(String name) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv("PATH"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
  }

  private static void absent(String what) {
    if ("1".equals(System.getenv("SILT_REQUIRE_PROGRAMS"))) {
      fail(what + ", and SILT_REQUIRE_PROGRAMS=1");
    }
    abort(what);
  }
}
