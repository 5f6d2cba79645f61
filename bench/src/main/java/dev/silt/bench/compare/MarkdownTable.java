package dev.silt.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** A run as a Markdown table with the machine above and notes below. */
final class MarkdownTable {

  private static final List<String> COLUMNS =
      List.of(
          "pair",
          "tool",
          "delta, bytes",
          "of smallest peer",
          "create, s",
          "of zstd",
          "create CPU, s",
          "of zstd's CPU",
          "create RSS, MiB",
          "apply, s",
          "apply CPU, s",
          "apply RSS, MiB",
          "checks");

  private MarkdownTable() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder(report.machine().line()).append(".\n\n");
    line(text, COLUMNS);
    line(text, COLUMNS.stream().map(column -> "---").toList());
    for (PairResults pair : report.pairs()) {
      for (Result row : pair.rows()) {
        line(text, cells(pair, row));
      }
    }
    text.append('\n');
    for (String note : report.notes()) {
      text.append("* ").append(note).append('\n');
    }
    return text.toString();
  }

  private static List<String> cells(PairResults pair, Result row) {
    OptionalDouble wall = seconds(row.create());
    OptionalDouble cpu = cpu(row.create());
    return Arrays.asList(
        pair.pair(),
        row.tool(),
        Figures.count(row.deltaLength()),
        Figures.ratio(row.deltaLength(), pair.smallestPeer()),
        Figures.seconds(wall),
        Figures.ratio(wall, seconds(pair.zstd())),
        Figures.seconds(cpu),
        Figures.ratio(cpu, cpu(pair.zstd())),
        Figures.mebibytes(rss(row.create())),
        Figures.seconds(seconds(row.apply())),
        Figures.seconds(cpu(row.apply())),
        Figures.mebibytes(rss(row.apply())),
        row.reason().isEmpty() ? row.verdict().word() : row.verdict().word() + ": " + row.reason());
  }

  private static OptionalDouble seconds(Optional<Usage> usage) {
    return usage.map(each -> OptionalDouble.of(each.seconds())).orElse(OptionalDouble.empty());
  }

  private static OptionalDouble cpu(Optional<Usage> usage) {
    return usage.map(Usage::cpuSeconds).orElse(OptionalDouble.empty());
  }

  private static OptionalLong rss(Optional<Usage> usage) {
    return usage.map(Usage::peakRssLength).orElse(OptionalLong.empty());
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append(
        cells.stream()
            .map(cell -> cell.replace("|", "\\|").replaceAll("\\s", " "))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }
}
