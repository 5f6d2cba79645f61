package dev.silt.bench.compare;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks for programs and asks them small things. */
final class Programs {

  private Programs() {}

  /** {@return whether a program is on the PATH} */
  static boolean isThere(String name) {
    String path = System.getenv("PATH");
    if (path != null) {
      for (String directory : path.split(File.pathSeparator, -1)) {
        if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, name))) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@return the version of the Debian package of that name} */
  static Optional<String> packageVersion(String name) throws IOException {
    return isThere("dpkg-query")
        ? output("dpkg-query", "-W", "-f", "${Version}", name)
        : Optional.empty();
  }

  /** {@return the first line that a program prints; empty if it fails} */
  static Optional<String> output(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return process.waitFor() == 0 ? text.lines().findFirst() : Optional.empty();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
