package dev.silt.cli;

import dev.silt.DiffResult;
import java.io.PrintWriter;

/** What making a delta came to, in four lines. */
final class DiffReport {

  private DiffReport() {}

  static void print(DiffResult result, PrintWriter out) {
    out.println("delta     " + summary(result));
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
        "time      read "
            + Sizes.seconds(result.readNanos())
            + ", match "
            + Sizes.seconds(result.matchNanos())
            + ", encode "
            + Sizes.seconds(result.encodeNanos())
            + ", check "
            + Sizes.seconds(result.selfCheckNanos()));
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
