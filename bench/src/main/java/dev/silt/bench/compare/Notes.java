package dev.silt.bench.compare;

import java.util.ArrayList;
import java.util.List;

/** What a reader of the table must know. */
final class Notes {

  private Notes() {}

  static List<String> of(List<Tool> tools, List<Pair> pairs) {
    boolean files = pairs.stream().anyMatch(Pair::files);
    boolean images = pairs.stream().anyMatch(pair -> !pair.files());
    List<String> notes = new ArrayList<>();
    notes.add(
        "Each program is a process of its own, measured from outside: wall clock, user and system"
            + " CPU, peak RSS; of several programs times are added up, and the RSS is the largest."
            + " Every delta is applied, and *ok* means that the target came out.");
    notes.add(
        "*of smallest peer*: delta bytes against the smallest of the programs that are not Silt;"
            + " *of zstd*: time and CPU of creating against zstd, in the same run.");
    if (images) {
      notes.add(
          "Silt reads the archives themselves; its times include unpacking, flattening, checking"
              + " all digests, and applying the new delta once to check it. The others get the plain"
              + " tars of all layers, one after the other, made before and not in their times; what"
              + " they rebuild is that, without config and manifest.");
    }
    if (files) {
      notes.add(
          "Plain files: Silt gets an image around each, with one gzip'd layer, and its delta holds"
              + " that image's documents too; the others get the bare files. *pull* is that layer.");
    }
    tools.stream().map(Tool::usage).distinct().map(usage -> usage + ".").forEach(notes::add);
    return notes;
  }
}
