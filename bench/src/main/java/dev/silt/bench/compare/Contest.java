package dev.silt.bench.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Runs all tools on pair after pair. */
final class Contest {

  /** What an image grows by at most, usually, when its layers are unpacked. */
  private static final int UNPACKED = 5;

  private final List<Tool> tools;
  private final boolean pull;
  private final boolean bothDirections;
  private final @Nullable String platform;
  private final Duration timeout;
  private final Scratch scratch;
  private final PrintWriter log;

  Contest(
      List<Tool> tools,
      boolean pull,
      boolean bothDirections,
      @Nullable String platform,
      Duration timeout,
      Scratch scratch,
      PrintWriter log) {
    this.tools = tools;
    this.pull = pull;
    this.bothDirections = bothDirections;
    this.platform = platform;
    this.timeout = timeout;
    this.scratch = scratch;
    this.log = log;
  }

  /** Runs them; a pair that cannot be read has rows that say so. */
  List<PairResults> run(List<Pair> pairs) {
    List<PairResults> results = new ArrayList<>();
    for (Pair pair : pairs) {
      try {
        run(pair, results);
      } catch (IOException e) {
        String reason = String.valueOf(e.getMessage());
        log.println(pair.name() + ": " + reason);
        results.add(
            new PairResults(
                pair.name(),
                tools.stream()
                    .map(tool -> Result.without(tool, Verdict.UNREADABLE, reason))
                    .toList()));
      }
    }
    return results;
  }

  private void run(Pair pair, List<PairResults> results) throws IOException {
    Path directory = scratch.fresh("pair");
    scratch.require(UNPACKED * (Files.size(pair.base()) + Files.size(pair.target())));
    Side base = side(pair, pair.base(), directory.resolve("old"));
    Side target = side(pair, pair.target(), directory.resolve("new"));
    // Silt unpacks both again and writes the target; the others write their deltas.
    scratch.require(2 * (Files.size(base.plain()) + Files.size(target.plain())));
    results.add(run(pair.name(), base, target));
    if (bothDirections) {
      results.add(run(pair.backName(), target, base));
    }
  }

  private Side side(Pair pair, Path source, Path made) throws IOException {
    return pair.files()
        ? Side.ofFile(source, made, scratch)
        : Side.ofImage(source, platform, made, scratch);
  }

  private PairResults run(String name, Side base, Side target) throws IOException {
    Material material = Side.material(base, target, platform, scratch);
    List<Result> rows = new ArrayList<>();
    if (pull) {
      rows.add(Result.ofPull(material.pullLength()));
    }
    for (Tool tool : tools) {
      Result row = Trial.run(tool, material, scratch, timeout);
      log.println(name + ": " + tool.title() + ": " + said(row));
      rows.add(row);
    }
    return new PairResults(name, rows);
  }

  private static String said(Result row) {
    return Figures.count(row.deltaLength())
        + " bytes, "
        + row.create()
            .map(usage -> Figures.seconds(OptionalDouble.of(usage.seconds())))
            .orElse(Figures.NONE)
        + " s, "
        + row.verdict().word()
        + (row.reason().isEmpty() ? "" : ": " + row.reason());
  }
}
