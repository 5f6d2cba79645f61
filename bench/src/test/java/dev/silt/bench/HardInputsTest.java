package dev.silt.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on images of 1 MiB; times say nothing there. */
class HardInputsTest {

  private static final int COLUMNS = 9;

  private final StringWriter out = new StringWriter();
  private final Path directory;

  HardInputsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void everyInputHasARow() throws IOException {
    int code =
        HardInputs.execute(
            new PrintWriter(out), "--mebibytes=1", "--preset=fast", directory.toString());

    assertThat(code).isIn(0, 1);
    assertThat(out.toString().lines().filter(line -> line.startsWith("| ")))
        .hasSizeGreaterThan(55)
        .allSatisfy(line -> assertThat(line.split(" \\| ")).hasSize(COLUMNS));
    assertThat(out.toString())
        .contains("| random, unrelated |", "| zeros, ", "| period 65537, ", "| two symbols |")
        .contains("| windows that collide in the index |", "| blocks of one weak hash, from a")
        .contains("| tiny files, renamed |", "| small files all alike |", "| one long file, ");
    assertThat(directory).isEmptyDirectory();
  }
}
