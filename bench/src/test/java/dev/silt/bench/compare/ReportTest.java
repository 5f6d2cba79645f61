package dev.silt.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The same run as a table and as JSON. */
class ReportTest {

  @Test
  void tableHasARowForEachTool() {
    String[] lines = MarkdownTable.of(SampleReport.create()).split("\n", -1);

    assertThat(lines)
        .containsExactly(
            "Some CPU, 2 cores, 1 GiB; JDK 17, zstd 1.5.",
            "",
            "| pair | tool | delta, bytes | of smallest peer | create, s | of zstd | create CPU, s |"
                + " of zstd's CPU | create RSS, MiB | apply, s | apply CPU, s | apply RSS, MiB |"
                + " checks |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
            "| one | pull | 4,000 | 4.00 x | - | - | - | - | - | - | - | - | - |",
            "| one | silt-fast | 500 | 0.50 x | 1.00 | 0.25 x | 2.00 | 0.50 x | 100 | 0.50 | - | -"
                + " | ok |",
            "| one | xdelta3 | 2,000 | 2.00 x | 3.00 | 0.75 x | 3.00 | 0.75 x | 100 | 0.50 | - | -"
                + " | ok |",
            "| one | bsdiff | - | - | - | - | - | - | - | - | - | - | skipped: a \\| b c |",
            "| one | zstd | 1,000 | 1.00 x | 4.00 | 1.00 x | 4.00 | 1.00 x | 100 | 0.50 | - | - |"
                + " ok |",
            "",
            "* a note.",
            "");
  }

  @Test
  void jsonHasTheSame() throws Exception {
    String json = JsonReport.of(SampleReport.create());

    assertThat(json.replaceAll("\\s+", ""))
        .contains("\"name\":\"one\",\"smallestPeerLength\":1000")
        .contains(
            "{\"tool\":\"silt-fast\",\"deltaLength\":500,\"create\":{\"seconds\":1.0,"
                + "\"cpuSeconds\":2.0,\"peakRssLength\":104857600},"
                + "\"apply\":{\"seconds\":0.5},\"verdict\":\"ok\"}")
        .contains("{\"tool\":\"bsdiff\",\"verdict\":\"skipped\",\"reason\":");
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        // it parses
      }
    }
  }

  @Test
  void wrongAndUnreadableNeedALook() {
    Tool tool = new Peer(Peer.Kind.ZSTD, 0);

    assertThat(verdict(tool, Verdict.WRONG).needsALook()).isTrue();
    assertThat(verdict(tool, Verdict.UNREADABLE).needsALook()).isTrue();
    assertThat(verdict(tool, Verdict.FAILED).needsALook()).isFalse();
    assertThat(verdict(tool, Verdict.SKIPPED).needsALook()).isFalse();
  }

  @Test
  void wrongDeltasAreNoMeasure() {
    PairResults results = verdict(new Peer(Peer.Kind.ZSTD, 0), Verdict.WRONG);

    assertThat(results.smallestPeer()).isEmpty();
    assertThat(results.zstd()).isEmpty();
  }

  private static PairResults verdict(Tool tool, Verdict verdict) {
    return new PairResults(
        "pair",
        List.of(
            Result.of(
                tool,
                OptionalLong.of(1),
                Optional.of(Usage.ofSeconds(1)),
                Optional.empty(),
                verdict,
                "")));
  }
}
