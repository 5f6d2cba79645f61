package dev.silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.progress.Phase;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressBarsTest {

  private static final long TOTAL = 64 << 20;

  @Test
  void withoutACursorEachPhaseIsOneLine() {
    StringWriter err = new StringWriter();
    try (ProgressBars bars = ProgressBars.on(new PrintWriter(err), false, 80)) {
      phases(bars);
    }
    assertThat(err.toString().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("100%").contains("64/64 MiB"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  @Test
  void withACursorEveryPhaseKeepsItsLine() {
    StringWriter err = new StringWriter();
    try (ProgressBars bars = ProgressBars.on(new PrintWriter(err), true, 80)) {
      phases(bars);
    }
    String screen = err.toString();
    assertThat(screen.lines().count()).isGreaterThanOrEqualTo(2);
    assertThat(screen)
        .contains("\033[2A\rreading base   100%")
        .contains("\033[1A\rreading target 100%");
  }

  @Test
  void interruptsAreLeftAlone() {
    Thread.currentThread().interrupt();
    try (ProgressBars bars = ProgressBars.on(new PrintWriter(new StringWriter()), true, 80)) {
      phases(bars);
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void noBarsForNothing() {
    StringWriter err = new StringWriter();
    try (ProgressBars bars = ProgressBars.on(new PrintWriter(err), true, 80)) {
      bars.progress(Phase.MATCH, 0, 0);
      bars.progress(Phase.MATCH, 0, 0);
    }
    try (ProgressBars none = ProgressBars.none()) {
      phases(none);
    }
    assertThat(err.toString()).isEmpty();
  }

  private static void phases(ProgressBars bars) {
    bars.progress(Phase.READ_BASE, 0, TOTAL);
    bars.progress(Phase.READ_TARGET, 0, TOTAL);
    bars.progress(Phase.READ_BASE, TOTAL / 2, TOTAL);
    bars.progress(Phase.READ_TARGET, TOTAL, TOTAL);
    bars.progress(Phase.READ_BASE, TOTAL, TOTAL);
    bars.progress(Phase.READ_BASE, TOTAL, TOTAL);
  }
}
