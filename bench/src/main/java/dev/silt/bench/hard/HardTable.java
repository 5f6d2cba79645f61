package dev.silt.bench.hard;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints rows in Markdown; the first is the yardstick of the others. */
final class HardTable {

  private static final double MOST = 10;
  private static final double SECOND = 1e9;

  private final PrintWriter out;
  private final Measured yardstick;
  private int exceeding;

  HardTable(PrintWriter out, Measured yardstick) {
    this.out = out;
    this.yardstick = yardstick;
    out.println(
        "| input | target, bytes | delta, bytes | diff, s | ns a byte | of random | apply, s"
            + " | ns a byte | of random |");
    out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
  }

  void add(Measured row) {
    double diff = row.diffPerByte() / yardstick.diffPerByte();
    double apply = row.applyPerByte() / yardstick.applyPerByte();
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

  /** {@return rows that took more than ten times the yardstick's time} */
  int exceeding() {
    return exceeding;
  }
}
