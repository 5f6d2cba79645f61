package dev.silt.cli;

import dev.silt.DeltaInfo;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** What is in a delta, for people. */
final class DeltaReport {

  private DeltaReport() {}

  static void print(DeltaInfo info, PrintWriter out) {
    new Table("ll")
        .row("format", "version " + info.formatVersion())
        .row("base", info.baseId())
        .row("target", info.targetId())
        .row("platform", quote(info.platform()))
        .row("names", info.names().isEmpty() ? "-" : quote(String.join(", ", info.names())))
        .row("length", Sizes.count(info.length()) + " bytes (" + Sizes.text(info.length()) + ")")
        .row(
            "pull",
            Sizes.text(info.pullLength())
                + "; the delta is "
                + Sizes.percent(info.length(), info.pullLength())
                + " of it")
        .row(
            "layers",
            info.sharedLayerCount()
                + " shared, "
                + info.rebuiltLayerCount()
                + " rebuilt, "
                + info.storedLayerCount()
                + " stored; "
                + Sizes.text(info.targetLayersLength())
                + " uncompressed")
        .row(
            "for",
            info.forRootfs()
                ? (info.forImage() ? "images and root file systems; " : "root file systems; ")
                    + Sizes.count(info.treeItemCount())
                    + " paths change or are read in place"
                : "images")
        .row("entries", Sizes.count(info.entryCount()))
        .row(
            "contents",
            Sizes.count(info.patchedContentCount())
                + " patched ("
                + Sizes.count(info.mergedContentCount())
                + " from several), "
                + Sizes.count(info.insertedContentCount())
                + " inserted")
        .row(
            "archives",
            Sizes.count(info.unpackedContentCount())
                + " seen through, "
                + Sizes.count(info.memberCount())
                + " new members, "
                + Sizes.text(info.packedLength())
                + " to deflate"
                + info.opaque().stream()
                    .map(why -> "; " + Sizes.count(why.count()) + " " + Tally.opaque(why.reason()))
                    .collect(Collectors.joining()))
        .print(out, "");
    sections(info, out);
    print(Tally.streams(info.streams()), out);
    print(Tally.operations(info.operations()), out);
    contents("dearest contents", info.contents(), out);
    contents("dearest archives not seen through", info.opaqueContents(), out);
  }

  private static void sections(DeltaInfo info, PrintWriter out) {
    Table table = new Table("lrrrr").row("section", "count", "bytes", "share", "decoded");
    for (DeltaInfo.Section section : info.sections()) {
      table.row(
          quote(section.name()),
          Sizes.count(section.count()),
          Sizes.count(section.length()),
          Sizes.percent(section.length(), info.length()),
          Sizes.count(section.decodedLength()));
    }
    print(table, out);
  }

  private static void contents(String title, List<DeltaInfo.Content> contents, PrintWriter out) {
    if (contents.isEmpty()) {
      return;
    }
    Table table = new Table("rrll").row("bytes", "of", "base by", title);
    for (DeltaInfo.Content content : contents) {
      table.row(
          Sizes.count(content.deltaLength()),
          content.length() < 0 ? "?" : Sizes.count(content.length()),
          pair(content),
          quote(content.path())
              + (content.basePath().isEmpty() ? "" : " from " + quote(content.basePath())));
    }
    print(table, out);
  }

  /** Why the first base content, and how many more there are. */
  private static String pair(DeltaInfo.Content content) {
    String reason = content.pairedBy().isEmpty() ? "?" : content.pairedBy();
    String more = content.baseCount() > 1 ? " +" + (content.baseCount() - 1) : "";
    return reason
        + more
        + (content.relocated() ? ", relocated" : "")
        + (content.unpacked() ? ", skeleton" : "")
        + (content.opaque().isEmpty() ? "" : ", whole: " + Tally.opaque(content.opaque()));
  }

  private static void print(Table table, PrintWriter out) {
    out.println();
    table.print(out, "");
  }

  /** The delta's own words may be hostile to a terminal. */
  private static String quote(String text) {
    return Names.quote(text.getBytes(StandardCharsets.UTF_8));
  }
}
