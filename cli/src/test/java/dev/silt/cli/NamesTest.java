package dev.silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class NamesTest {

  /** Latin-1 text stands for the bytes. */
  static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of("plain name", "plain name"),
        Arguments.of("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        Arguments.of("\007\b\013\f", "\\a\\b\\v\\f"),
        Arguments.of("back\\slash", "back\\\\slash"),
        Arguments.of("\033[31mred\177", "\\033[31mred\\177"),
        Arguments.of("caf\u00c3\u00a9", "caf\u00e9"),
        Arguments.of("caf\u00e9", "caf\\351"),
        Arguments.of("\u00f0\u009f\u0090\u00b3", "\ud83d\udc33"),
        Arguments.of("cut \u00e2\u0082", "cut \\342\\202"),
        Arguments.of("cut \u00e2\u0082x", "cut \\342\\202x"),
        Arguments.of("overlong \u00c0\u00af", "overlong \\300\\257"),
        Arguments.of("surrogate \u00ed\u00a0\u0080", "surrogate \\355\\240\\200"),
        Arguments.of("control \u00c2\u0085", "control \\302\\205"),
        Arguments.of("line \u00e2\u0080\u00a8", "line \\342\\200\\250"),
        Arguments.of("'\"", "'\""));
  }

  @ParameterizedTest
  @MethodSource("names")
  void quotesAsGnuTarDoes(String latin1, String expected) {
    assertThat(Names.quote(Entries.bytes(latin1))).isEqualTo(expected);
  }
}
