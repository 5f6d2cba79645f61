package dev.silt.bench.compare;

/** How a trial ended. */
enum Verdict {
  /** The target was rebuilt. */
  RIGHT("ok"),
  /** Something else was. */
  WRONG("WRONG"),
  /** A program failed or was ended. */
  FAILED("failed"),
  /** There is nothing to rebuild. */
  NONE("-"),
  /** The pair could not be read, or there was no room for it. */
  UNREADABLE("not read"),
  /** It was not tried. */
  SKIPPED("skipped");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
