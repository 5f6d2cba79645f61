package dev.silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.error.CancelledException;
import dev.silt.error.CorruptDataException;
import dev.silt.error.InvalidImageException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.error.WrongBaseException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ErrorsTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new WrongBaseException("sha256:aa", "sha256:bb"), 3, "wrong base image: "),
        Arguments.of(new CorruptDataException("delta: offset=3"), 4, "delta: offset=3"),
        Arguments.of(new UncheckedIOException(new CorruptDataException("layer 2")), 4, "layer 2"),
        Arguments.of(new InvalidImageException("no manifest"), 1, "no manifest"),
        Arguments.of(new UnsupportedFormatException("version: 9"), 1, "version: 9"),
        Arguments.of(new LimitExceededException("names", 9, 8, "nameLength"), 1, "names: wanted=9"),
        Arguments.of(new CancelledException(), 1, "cancelled: "),
        Arguments.of(new NoSuchFileException("a.tar"), 1, "no such file or directory: a.tar"),
        Arguments.of(new AccessDeniedException("a.tar"), 1, "permission denied: a.tar"),
        Arguments.of(
            new FileSystemException("t", null, "No space left on device"),
            1,
            "t: No space left on device"),
        Arguments.of(new IOException("pipe\nbroke\033[2J"), 1, "pipe broke\\u001b[2J"),
        Arguments.of(new IOException((String) null), 1, "internal error: java.io.IOException"),
        Arguments.of(new IllegalStateException("x"), 1, "internal error: java.lang.Illegal"),
        Arguments.of(new OutOfMemoryError("heap"), 1, "out of memory: heap="));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachFailureIsOneLineWithItsExitCode(Throwable failure, int code, String message) {
    StringWriter err = new StringWriter();
    assertThat(Errors.report(failure, new PrintWriter(err), false)).isEqualTo(code);
    assertThat(err.toString()).startsWith("silt: " + message).hasLineCount(1);
  }

  @Test
  void debugAddsTheStackTrace() {
    StringWriter err = new StringWriter();
    Errors.report(new IOException("x"), new PrintWriter(err), true);
    assertThat(err.toString()).contains("at dev.silt.cli.ErrorsTest");
  }
}
