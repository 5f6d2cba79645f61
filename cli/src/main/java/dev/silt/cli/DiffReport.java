package dev.silt.cli;

import dev.silt.DiffResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** What making a delta came to, in four lines. */
final class DiffReport {

  private DiffReport() {}

  static void print(DiffResult result, PrintWriter out) {
    out.println("delta     " + summary(result));
    out.println(
        "for       "
            + (result.forRootfs()
                ? (result.forImage() ? "images and root file systems (" : "root file systems (")
                    + Sizes.count(result.rootfsLength())
                    + " bytes)"
                : "images"
                    + (result.note().isEmpty()
                        ? ""
                        : "; no root file system: " + Names.oneLine(result.note()))));
    out.println(
        "layers    "
            + result.sharedLayerCount()
            + " shared, "
            + result.rebuiltLayerCount()
            + " rebuilt, "
            + result.storedLayerCount()
            + " stored; "
            + Sizes.text(result.targetLayersLength())
            + " uncompressed");
    out.println(
        "contents  "
            + Sizes.count(result.newContentCount())
            + " new, "
            + Sizes.text(result.newContentLength())
            + ": "
            + Sizes.text(result.copiedLength())
            + " copied, "
            + Sizes.text(result.insertedLength())
            + " inserted");
    out.println(
        "time      "
            + result.stages().stream()
                .map(stage -> stage.name() + " " + Sizes.seconds(stage.nanos()))
                .collect(Collectors.joining(", ")));
  }

  /** Prints where the bytes went and what the time went into. */
  static void printStatistics(DiffResult result, PrintWriter out) {
    for (Table table :
        List.of(
            Tally.stages(result.stages()),
            Tally.operations(result.operations()),
            Tally.streams(result.streams()),
            Tally.archives(result.archives()),
            Tally.matches(result))) {
      out.println();
      table.print(out, "");
    }
  }

  /** {@return size and ratio to a pull} */
  static String summary(DiffResult result) {
    return Sizes.count(result.deltaLength())
        + " bytes ("
        + Sizes.text(result.deltaLength())
        + "), "
        + Sizes.percent(result.deltaLength(), result.pullLength())
        + " of a pull ("
        + Sizes.text(result.pullLength())
        + ")";
  }
}
