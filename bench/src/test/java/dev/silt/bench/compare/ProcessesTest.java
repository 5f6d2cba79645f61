package dev.silt.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs are measured, and their failures told. */
class ProcessesTest {

  private final Path directory;

  ProcessesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void measuresSteps() throws Exception {
    Usage usage =
        new Processes(directory, Duration.ofMinutes(1))
            .run(List.of(Step.of("sleep", "0.1"), Step.of("sleep", "0.1")));

    assertThat(usage.seconds()).isBetween(0.2, 60.0);
    assertThat(usage.cpuSeconds().isPresent()).isEqualTo(Processes.hasTime());
    // the program's own memory, far below that of the JVM that started it
    assertThat(usage.peakRssLength().orElse(1)).isBetween(1L, 32L << 20);
  }

  @Test
  void tellsWhatAProgramSaidLast() {
    Processes processes = new Processes(directory, Duration.ofMinutes(1));
    Step step = Step.of("sh", "-c", "echo first; echo " + directory + "/last >&2; exit 3");

    assertThatThrownBy(() -> processes.run(List.of(step)))
        .isInstanceOf(ToolFailedException.class)
        .hasMessage("failed with 3: last");
  }

  @Test
  void endsWhatTakesTooLong() {
    Processes processes = new Processes(directory, Duration.ofSeconds(1));
    long start = System.nanoTime();

    assertThatThrownBy(() -> processes.run(List.of(Step.of("sh", "-c", "sleep 100; true"))))
        .isInstanceOf(ToolFailedException.class)
        .hasMessage("ended after 1 s");
    assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(60).toNanos());
  }

  @Test
  void bsdiffIsNotRunWhereItWouldNotFit() {
    assertThat(Peer.bsdiffObstacle(10, 10, OptionalLong.of(170))).isEmpty();
    assertThat(Peer.bsdiffObstacle(10, 10, OptionalLong.empty())).isEmpty();
    assertThat(Peer.bsdiffObstacle(1 << 20, 1 << 20, OptionalLong.of(1 << 20)))
        .hasValue("needs 17 MiB of memory");
    assertThat(Peer.bsdiffObstacle((1 << 20) + 1, 1 << 20, OptionalLong.empty()))
        .hasValue("old file above 1 MiB");
  }
}
