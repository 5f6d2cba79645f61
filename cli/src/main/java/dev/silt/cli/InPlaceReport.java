package dev.silt.cli;

import dev.silt.InPlaceCheck;
import dev.silt.InPlaceResult;
import java.io.PrintWriter;
import java.util.List;

/** What an update in place came to, or would. */
final class InPlaceReport {

  static final InPlaceResult UP_TO_DATE =
      new InPlaceResult(InPlaceResult.Outcome.UP_TO_DATE, "", 0, 0, 0);

  private static final int SHOWN = 20;

  private InPlaceReport() {}

  static void print(InPlaceResult result, PrintWriter out) {
    String changes =
        Sizes.count(result.placedCount())
            + " paths new, "
            + Sizes.count(result.removedCount())
            + " removed";
    out.println(
        switch (result.outcome()) {
          case NOTHING -> "nothing to do";
          case UP_TO_DATE -> "up to date: this is the target already";
          case PREPARED ->
              "prepared: " + changes + "; silt commit switches, silt abort throws it away";
          case UPDATED ->
              "updated: " + changes + ", " + Sizes.text(result.writtenLength()) + " written";
          case COMPLETED -> "completed an interrupted update: this is its target now";
          case ROLLED_BACK -> "took back an update: this is the base";
        });
    if (!result.targetId().isEmpty()) {
      out.println("image ID  " + result.targetId());
    }
  }

  static void print(InPlaceCheck check, PrintWriter out) {
    out.println("target    " + check.targetId());
    out.println(
        "state     "
            + (check.target()
                ? "the target already"
                : check.fits() ? "the base" : "not the base where the update touches it"));
    out.println(
        "paths     "
            + Sizes.count(check.pathCount())
            + (check.basePaths()
                ? ", those of the base"
                : "; the base has " + Sizes.count(check.baseCount())));
    list("missing", check.missing(), out);
    list("modified", check.modified(), out);
    list("extra", check.extra(), out);
    list("lost", check.blocking(), out);
    list("not set", check.unsettable(), out);
    out.println("written   " + Sizes.text(check.writtenLength()));
    out.println(
        "room      "
            + Sizes.text(check.neededLength())
            + " needed, "
            + Sizes.text(check.usableLength())
            + " available");
    if (check.workLength() > 0) {
      out.println("work room " + Sizes.text(check.workLength()) + " needed in the work directory");
    }
  }

  private static void list(String name, List<String> paths, PrintWriter out) {
    for (String path : paths.subList(0, Math.min(SHOWN, paths.size()))) {
      out.printf("%-9s %s%n", name, Names.oneLine(path));
    }
    if (paths.size() > SHOWN) {
      out.printf("%-9s and %s more%n", name, Sizes.count(paths.size() - SHOWN));
    }
  }
}
