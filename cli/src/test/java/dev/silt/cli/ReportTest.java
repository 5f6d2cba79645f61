package dev.silt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.silt.ApplyResult;
import dev.silt.DeltaInfo;
import dev.silt.DiffResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands print at their end. */
final class ReportTest {

  private static final DeltaInfo INFO =
      new DeltaInfo(
          1,
          "sha256:aa",
          "sha256:bb",
          "linux/amd64",
          List.of("example.org/app:2"),
          20_000,
          1_000_000,
          5_000_000,
          2,
          1,
          0,
          321,
          List.of(new DeltaInfo.Section("contents", 1, 15_000, 60_000)),
          List.of(new DeltaInfo.Stream("literals", 14_000, 50_000)),
          List.of(new DeltaInfo.Operation("copy", 12, 900_000)),
          7,
          2,
          3,
          true,
          true,
          17,
          4,
          50,
          6_000_000,
          List.of(new DeltaInfo.Opaque("encoder", 2)),
          List.of(
              new DeltaInfo.Content(
                  "usr/bin/\"evil\033[2J",
                  8_000,
                  7_000,
                  3,
                  true,
                  false,
                  "",
                  "similar",
                  "usr/bin/\033[3J")),
          List.of(
              new DeltaInfo.Content("a.jar", 600, 500, 0, false, false, "encoder", "none", "")));

  @Test
  void diffSaysSizesRatioAndTimes() {
    DiffResult result =
        new DiffResult(
            "sha256:aa",
            "sha256:bb",
            20_000,
            1_000_000,
            5_000_000,
            2,
            1,
            0,
            10,
            400_000,
            new DiffResult.Archives(2, 30, List.of(new DeltaInfo.Opaque("encoder", 3))),
            390_000,
            10_000,
            List.of(
                new DiffResult.Stage("read", 1_000_000_000L, 9_000_000),
                new DiffResult.Stage("encode", 30_000_000_000L, 400_000)),
            List.of(new DeltaInfo.Operation("add", 3, 90_000)),
            List.of(new DeltaInfo.Stream("ops", 2_000, 4_000)),
            5_000,
            12,
            true,
            true,
            300,
            "");
    StringWriter out = new StringWriter();
    DiffReport.print(result, new PrintWriter(out));
    assertThat(out.toString().lines())
        .containsExactly(
            "delta     20,000 bytes (19.5 KiB), 2.00 % of a pull (976.6 KiB)",
            "for       images and root file systems (300 bytes)",
            "layers    2 shared, 1 rebuilt, 0 stored; 4.8 MiB uncompressed",
            "contents  10 new, 390.6 KiB: 380.9 KiB copied, 9.8 KiB inserted",
            "time      read 1.00 s, encode 30.0 s");
    out.getBuffer().setLength(0);
    DiffReport.printStatistics(result, new PrintWriter(out));
    assertThat(out.toString())
        .contains("encode  30.0 s    400,000")
        .contains("add      3      90,000")
        .contains("ops     2,000    4,000  50.0 %")
        .contains("not: another encoder    3")
        .contains("false ones     12");
  }

  @Test
  void applySaysWhatWasVerified() {
    StringWriter out = new StringWriter();
    ApplyReport.print(
        new ApplyResult("sha256:bb", "", 2, 1, 0, 5_000_000, 20_000), new PrintWriter(out));
    assertThat(out.toString().lines())
        .containsExactly(
            "image ID  sha256:bb",
            "layers    2 copied, 1 rebuilt, 0 stored; 4.8 MiB uncompressed, all digests verified");
  }

  @Test
  void inspectShowsWhereTheBytesGoAndTrustsNoName() {
    StringWriter out = new StringWriter();
    DeltaReport.print(INFO, new PrintWriter(out));
    assertThat(out.toString())
        .contains("pull      976.6 KiB; the delta is 2.00 % of it")
        .contains("images and root file systems; 17 paths change or are read in place")
        .contains("contents      1  15,000  75.0 %   60,000")
        .contains("copy     12     900,000")
        .contains("literals  14,000   50,000  28.0 %")
        .contains("archives  4 seen through, 50 new members, 5.7 MiB to deflate; 2 another encoder")
        .contains("500  600  none, whole: another encoder  a.jar")
        .contains("contents  7 patched (2 from several), 3 inserted")
        .contains(
            "7,000  8,000  similar +2, relocated  usr/bin/\"evil\\033[2J from usr/bin/\\033[3J")
        .doesNotContain("\033");
  }

  @Test
  void inspectAsJson() throws IOException {
    StringWriter out = new StringWriter();
    DeltaJson.print(INFO, new PrintWriter(out));
    assertThat(out.toString())
        .contains("\"formatVersion\" : 1,")
        .contains("\"reason\" : \"encoder\",")
        .contains("\"opaque\" : \"encoder\",")
        .contains("\"packedLength\" : 6000000,")
        .contains("\"names\" : [ \"example.org/app:2\" ]")
        .contains("\"path\" : \"usr/bin/\\\"evil\\u001B[2J\",")
        .endsWith("}\n");
  }

  /** A report in the midst of a delta on its way through a pipe would damage it. */
  @Test
  void reportsDoNotGoWhereTheFileGoes() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device));
    String golden = "../core/src/test/resources/golden/archives/";
    Run run = Run.of("diff", golden + "base", golden + "target", "-o", device.toString());
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("delta ");
    assertThat(Files.isRegularFile(device)).isFalse();
  }

  /** A script asks by the exit code whether an update can be applied. */
  @Test
  void aCheckEndsAsApplyingWould(@TempDir Path directory) throws IOException {
    Path golden = Path.of("../core/src/test/resources/golden/edited");
    String delta = directory.resolve("delta").toString();
    String base = golden.resolve("base").toString();
    String target = golden.resolve("target").toString();
    assertThat(Run.of("diff", base, target, "-o", delta, "--for", "both").code()).isZero();
    String root = Files.createDirectory(directory.resolve("root")).toString();

    Run check = Run.of("apply", root, delta, "--in-place", "--check");

    assertThat(check.out()).contains("not the base");
    assertThat(check.err()).contains("the update does not fit");
    assertThat(check.code()).isEqualTo(3);
    assertThat(Run.of("apply", root, delta, "--in-place").code()).isEqualTo(3);
    assertThat(Run.of("apply", root, delta, "--in-place", "--check", "-q").out()).isEmpty();
  }
}
