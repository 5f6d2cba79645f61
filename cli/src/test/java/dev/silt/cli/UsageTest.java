package dev.silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                           | a command is missing",
        "frobnicate                                 | no such command: frobnicate",
        "aply a b                                   | no such command: aply; did you mean apply",
        "diff a b                                   | Missing required option: '--output=DELTA'",
        "diff a -o d                                | Missing required parameter: 'TARGET'",
        "diff a b c -o d                            | Unmatched argument at index 3: 'c'",
        "diff a b -o d --fast --smallest            | are mutually exclusive",
        "diff a b -o d --fast --preset balanced     | are mutually exclusive",
        "diff a b -o d --preset tiny                | expected one of fast, balanced, smallest",
        "verify a http:///x                         | not an address: http:///x",
        "diff a b -o d --threads 0                  | --threads must be 1 or more but was 0",
        "diff a b -o d --threads x                  | Invalid value for option '--threads'",
        "diff a b -o -                              | the output must be a file",
        "diff - - -o d                              | only one argument can be '-'",
        "diff a b -o d --frob                       | Unknown option: '--frob'",
        "apply a d                                  | Missing required option: '--output=TARGET'",
        "apply - - -o t                             | only one argument can be '-'",
        "apply a d -o t --format zip                | oci-archive, oci, docker-archive but was 'zip'",
        "apply a d -o t --compress lz4              | none, gzip, zstd but was 'lz4'",
        "apply a d -o t --format docker-archive --compress zstd | its layers are plain tar",
        "verify - -                                 | only one argument can be '-'",
        "verify a                                   | Missing required parameter: 'DELTA'",
        "inspect                                    | Missing required parameter: 'DELTA'",
        "inspect d --top -1                         | --top must be 0 or more but was -1",
        "sign a                                     | Missing required option: '--output=SIGNATURE'",
        "sign a -o s --block-length 0               | --block-length must be 1 or more but was 0",
        "ls                                         | Missing required parameter: 'IMAGE'",
        "demo x                                     | Unmatched argument",
        "ls a --platform amd64                      | expected os/arch or os/arch/variant but was",
        "diff a b -o d --base-platform linux/       | expected os/arch or os/arch/variant but was",
        "apply a d --in-place --format oci          | do not go with --in-place",
        "apply a d --in-place --threads 2           | do not go with --in-place",
      })
  void wrongUsageIsOneLineAndExitCode2(String arguments, String message) {
    Run run = Run.of(arguments == null ? new String[0] : arguments.split(" +"));
    assertThat(run.err()).startsWith("silt: ").contains(message).hasLineCount(1);
    assertThat(run.err()).contains("--help')");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"diff", "apply", "verify", "inspect", "sign", "ls", "demo"})
  void helpHasExamplesAndExitCodes(String command) {
    Run run = Run.of(command, "--help");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Usage: silt " + command)
        .contains("Examples:\n  silt ")
        .contains("3   the base is not the image");
    assertThat(run.out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void rootHelpListsCommandsAndVersionNamesIt() {
    assertThat(Run.of("--help").out())
        .contains("diff ", "apply ", "verify ", "inspect ", "ls ", "demo ");
    assertThat(Run.of("--version").out()).startsWith("silt ").contains("Java ");
  }

  @Test
  void outputMayNotReplaceAnInput(@TempDir Path directory) throws IOException {
    Path base = Files.createFile(directory.resolve("base.tar"));
    String other = directory.resolve("./base.tar").toString();
    assertThat(Run.of("diff", base.toString(), "b", "-o", other).err())
        .contains("the output would replace an input");
    assertThat(Run.of("diff", "a", base.toString(), "-o", other).code()).isEqualTo(2);
    assertThat(Run.of("apply", "a", base.toString(), "-o", other).code()).isEqualTo(2);
  }

  /** As when a variable of a script is not set: never the current directory. */
  @Test
  void emptyArgumentsAreRefused() {
    for (String[] arguments :
        new String[][] {
          {"apply", "", "d.silt", "--in-place"},
          {"recover", ""},
          {"commit", ""},
          {"abort", ""},
          {"ls", ""},
          {"diff", "a", "b", "-o", ""}
        }) {
      Run run = Run.of(arguments);
      assertThat(run.err()).contains("is empty");
      assertThat(run.code()).isEqualTo(2);
    }
  }
}
