package dev.silt.bench.hard;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Prints rows in Markdown, and how each compares with random data. Making a delta is held against
 * unrelated random data. To apply that is to copy it, so applying is held against random data with
 * edits, which goes through the decoders.
 */
final class HardTable {

  private static final double MOST = 10;
  private static final double SECOND = 1e9;

  private final PrintWriter out;
  private final Measured unrelated;
  private final Measured edited;
  private int exceeding;

  HardTable(PrintWriter out, Measured unrelated, Measured edited) {
    this.out = out;
    this.unrelated = unrelated;
    this.edited = edited;
    out.println(
        "| input | target, bytes | delta, bytes | diff, s | ns a byte | of random | apply, s"
            + " | ns a byte | of random, edited |");
    out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
  }

  void add(Measured row) {
    double diff = row.diffPerByte() / unrelated.diffPerByte();
    double apply = row.applyPerByte() / edited.applyPerByte();
    exceeding += Math.max(diff, apply) > MOST ? 1 : 0;
    out.printf(
        Locale.ROOT,
        "| %s | %,d | %,d | %.2f | %.0f | %.2f x | %.2f | %.1f | %.2f x |%n",
        row.name(),
        row.length(),
        row.deltaLength(),
        row.diffNanos() / SECOND,
        row.diffPerByte(),
        diff,
        row.applyNanos() / SECOND,
        row.applyPerByte(),
        apply);
    out.flush();
  }

  /** {@return rows that took more than ten times the time of random data} */
  int exceeding() {
    return exceeding;
  }
}
