package dev.silt.bench;

import dev.silt.deflate.DeflateMatch;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts deflated entries by the model that makes them, or by why none does. */
final class DeflateTally {

  /** By what the row is called: number of entries, deflated bytes, plain bytes. */
  private final Map<String, long[]> rows = new TreeMap<>();

  private final long[] all = new long[3];
  private long madeLength;

  void add(DeflateMatch match, long deflatedLength, long plainLength) {
    String name =
        match.isFound()
            ? "level " + match.model()
            : "none: " + match.miss().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    count(rows.computeIfAbsent(name, any -> new long[3]), deflatedLength, plainLength);
    count(all, deflatedLength, plainLength);
    madeLength += match.isFound() ? deflatedLength : 0;
  }

  private static void count(long[] row, long deflatedLength, long plainLength) {
    row[0]++;
    row[1] += deflatedLength;
    row[2] += plainLength;
  }

  long plainLength() {
    return all[2];
  }

  /** Prints a table in Markdown. */
  void print(PrintStream out) {
    out.println("| model | entries | plain bytes | deflated bytes | of all |");
    out.println("| --- | ---: | ---: | ---: | ---: |");
    rows.forEach((name, row) -> print(out, name, row, row[1]));
    print(out, "all; made by a model", all, madeLength);
  }

  private void print(PrintStream out, String name, long[] row, long share) {
    out.printf(
        Locale.ROOT,
        "| %s | %,d | %,d | %,d | %.3f %% |%n",
        name,
        row[0],
        row[2],
        row[1],
        100.0 * share / Math.max(1, all[1]));
  }
}
