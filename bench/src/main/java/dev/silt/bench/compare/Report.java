package dev.silt.bench.compare;

import java.util.List;

/**
 * One run.
 *
 * @param machine what it ran on
 * @param notes how each tool was used
 * @param pairs what came out
 */
record Report(Machine machine, List<String> notes, List<PairResults> pairs) {

  /** Copies the lists. */
  Report {
    notes = List.copyOf(notes);
    pairs = List.copyOf(pairs);
  }
}
