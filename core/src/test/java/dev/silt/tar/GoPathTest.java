package dev.silt.tar;

import static dev.silt.tar.TarBytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoPathTest {

  /** The pairs of the examples in the documentation of Go's path.Clean, and a few more. */
  @ParameterizedTest
  @CsvSource({
    "'', .",
    "abc, abc",
    "abc/def, abc/def",
    "a/b/c/, a/b/c",
    "., .",
    "/, /",
    "//, /",
    "./, .",
    "./a, a",
    "a/./b, a/b",
    "a//b//c, a/b/c",
    "//abc, /abc",
    "a/b/.., a",
    "a/.., .",
    "a/../.., ..",
    "../../a, ../../a",
    "/../a, /a",
    "/.., /",
    "a/../../b, ../b",
    "a/b/../../../c, ../c",
    "..., ...",
    ".../.., .",
    "abc/./../def, def",
  })
  void cleansLikeGo(String path, String clean) {
    assertThat(GoPath.clean(bytes(path))).isEqualTo(bytes(clean));
  }
}
