package dev.silt.bench.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A report with a row of each kind. */
final class SampleReport {

  private SampleReport() {}

  static Report create() {
    List<Result> rows =
        List.of(
            Result.ofPull(4000),
            row(new SiltPreset(Path.of("silt"), "fast", null), 500, 1, 2),
            row(new Peer(Peer.Kind.XDELTA3, 0), 2000, 3, 3),
            Result.without(new Peer(Peer.Kind.BSDIFF, 0), Verdict.SKIPPED, "a | b\nc"),
            row(new Peer(Peer.Kind.ZSTD, 0), 1000, 4, 4));
    Machine machine =
        new Machine("Some CPU", 2, OptionalLong.of(1L << 30), "17", Map.of("zstd", "1.5"));
    return new Report(machine, List.of("a note."), List.of(new PairResults("one", rows)));
  }

  private static Result row(Tool tool, long length, double seconds, double cpuSeconds) {
    Usage create = new Usage(seconds, OptionalDouble.of(cpuSeconds), OptionalLong.of(100L << 20));
    return Result.of(
        tool,
        OptionalLong.of(length),
        Optional.of(create),
        Optional.of(Usage.ofSeconds(0.5)),
        Verdict.RIGHT,
        "");
  }
}
