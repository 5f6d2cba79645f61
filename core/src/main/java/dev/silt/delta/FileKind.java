package dev.silt.delta;

/** The files of the format: one framing, told apart by their magic. */
public enum FileKind {
  /** Turns a base into a target. */
  DELTA("delta", "SILT"),
  /** Describes a base, for somebody who makes a delta without it. */
  SIGNATURE("signature", "SIGN");

  /** Version of the format, the magic's last byte. */
  static final int VERSION = 1;

  /** Flag of sections that a reader which does not know them may skip. */
  static final int OPTIONAL = 1;

  private final String label;
  private final String name;

  FileKind(String label, String name) {
    this.label = label;
    this.name = name;
  }

  /** {@return what messages call such a file} */
  public String label() {
    return label;
  }

  /**
   * {@return its first bytes: not text, and no newline translation goes unnoticed; the last one is
   * the version}
   */
  public byte[] magic() {
    byte[] magic = {(byte) 0x89, 0, 0, 0, 0, '\r', '\n', VERSION};
    for (int i = 0; i < name.length(); i++) {
      magic[1 + i] = (byte) name.charAt(i);
    }
    return magic;
  }

  boolean has(SectionType type) {
    return switch (type) {
      case HEADER, IMAGE, ENTRIES, END -> true;
      case PLAN, TREE, CONTENTS, BLOB, NAMES, PAIRS -> this == DELTA;
      case DIGESTS, BLOCKS -> this == SIGNATURE;
    };
  }
}
