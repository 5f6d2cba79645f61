package dev.silt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small helpers: sizes, tables, subtrees. */
final class TextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1048524, 1023.9 KiB",
    "1048525, 1.0 MiB",
    "5368709120, 5.0 GiB",
    "9223372036854775807, 8.0 EiB",
  })
  void sizes(long length, String expected) {
    assertThat(Sizes.text(length)).isEqualTo(expected);
  }

  @Test
  void ratiosAndTimes() {
    assertThat(Sizes.percent(1, 200)).isEqualTo("0.50 %");
    assertThat(Sizes.percent(20, 100)).isEqualTo("20.0 %");
    assertThat(Sizes.percent(5, 0)).isEqualTo("-");
    assertThat(Sizes.seconds(1_234_000_000L)).isEqualTo("1.23 s");
    assertThat(Sizes.seconds(123_456_000_000L)).isEqualTo("123.5 s");
    assertThat(Sizes.count(1234567)).isEqualTo("1,234,567");
  }

  @Test
  void tablesAlignAndNeverPadTheEnd() {
    StringWriter out = new StringWriter();
    new Table("lrl").row("a", "1", "x").row("bcd", "100", "").print(new PrintWriter(out), "> ");
    assertThat(out.toString().lines()).containsExactly("> a      1  x", "> bcd  100");
    assertThatThrownBy(() -> new Table("l").row("a", "b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "etc, etc, true",
    "/etc/, etc/ssl, true",
    "./etc, etc/ssl, true",
    "etc, etcetera, false",
    "etc/ssl, etc, false",
    "/, anything, true",
    "., anything, true",
    ".hidden, .hidden/x, true",
    "./.hidden, hidden, false",
  })
  void subtrees(String root, String path, boolean expected) {
    Subtree subtree = Subtree.of(root.getBytes(StandardCharsets.UTF_8));
    assertThat(subtree.contains(path.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
  }
}
