package dev.silt.delta;

import java.util.EnumSet;
import java.util.Set;

/** The files of the format: one framing, told apart by their magic. */
public enum FileKind {
  /** Turns a base into a target. */
  DELTA("delta", 'L', 'T', EnumSet.range(SectionType.HEADER, SectionType.NAMES)),
  /** Describes a base, for somebody who makes a delta without it. */
  SIGNATURE(
      "signature",
      'G',
      'N',
      EnumSet.of(
          SectionType.HEADER,
          SectionType.IMAGE,
          SectionType.ENTRIES,
          SectionType.DIGESTS,
          SectionType.BLOCKS));

  /** Version of the format, the magic's last byte. */
  static final int VERSION = 1;

  /** Flag of sections that a reader which does not know them may skip. */
  static final int OPTIONAL = 1;

  private final String label;
  private final byte[] magic;
  private final Set<SectionType> sections;

  FileKind(String label, char third, char fourth, Set<SectionType> sections) {
    this.label = label;
    // not text, and no newline translation goes unnoticed
    this.magic =
        new byte[] {(byte) 0x89, 'S', 'I', (byte) third, (byte) fourth, '\r', '\n', VERSION};
    this.sections = sections;
  }

  /** {@return what messages call such a file} */
  public String label() {
    return label;
  }

  /** {@return its first bytes, a copy; the last one is the version} */
  public byte[] magic() {
    return magic.clone();
  }

  boolean has(SectionType type) {
    return type == SectionType.END || sections.contains(type);
  }
}
