package dev.silt.delta;

import org.jspecify.annotations.Nullable;

/** The kinds of sections of a delta file; docs/format.md describes each. */
public enum SectionType {
  /** Identity of base and target, totals. */
  HEADER(1),
  /** Config and manifest of the target. */
  IMAGE(2),
  /** Where each target layer comes from; which base contents are used. */
  PLAN(3),
  /** Tar entries of the rebuilt layers, in columns. */
  ENTRIES(4),
  /** A segment of the contents' streams. */
  CONTENTS(5),
  /** The original blob of one layer. */
  BLOB(6),
  /** Paths of the dearest contents, for people; written before there was PAIRS. Optional. */
  NAMES(7),
  /** Length and SHA-256 of each base content; in signatures. */
  DIGESTS(8),
  /** Hashes of the base contents' blocks; in signatures. */
  BLOCKS(9),
  /** What turns the root file system of the base into that of the target. */
  TREE(10),
  /** Paths and pairs of the dearest contents, for people. Optional. */
  PAIRS(20),
  /** SHA-256 of all bytes before it. */
  END(127);

  private final int code;

  SectionType(int code) {
    this.code = code;
  }

  /** {@return its number in the format} */
  public int code() {
    return code;
  }

  /** {@return its name in the format's description} */
  public String label() {
    return name();
  }

  /** {@return where a section stands: by its number, but TREE before CONTENTS} */
  static int order(int code) {
    return code == TREE.code ? 2 * CONTENTS.code - 1 : 2 * code;
  }

  /** {@return whether a reader that does not know it goes on without} */
  boolean isOptional() {
    return this == NAMES || this == PAIRS;
  }

  static @Nullable SectionType ofCode(int code) {
    for (SectionType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }
}
