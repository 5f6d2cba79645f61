package dev.silt.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what is between the comments is replaced. */
class MarkedSectionTest {

  private final Path directory;

  MarkedSectionTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void replacesItAgainAndAgain() throws Exception {
    Path file = directory.resolve("page.md");
    Files.writeString(file, "above\n<!-- x:begin -->\nold\n<!-- x:end -->\nbelow\n");
    MarkedSection section = new MarkedSection(file, "x");

    section.replace("first\n");
    section.replace("new\n");

    assertThat(file).hasContent("above\n<!-- x:begin -->\n\nnew\n\n<!-- x:end -->\nbelow\n");
  }

  @Test
  void aPageWithoutItIsLeftAlone() throws Exception {
    Path file = directory.resolve("page.md");
    Files.writeString(file, "<!-- y:begin -->\n<!-- y:end -->\n");
    MarkedSection section = new MarkedSection(file, "x");

    assertThatThrownBy(section::require)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("<!-- x:begin -->");
    assertThatThrownBy(() -> section.replace("new")).isInstanceOf(IOException.class);
    assertThat(file).hasContent("<!-- y:begin -->\n<!-- y:end -->\n");
  }
}
