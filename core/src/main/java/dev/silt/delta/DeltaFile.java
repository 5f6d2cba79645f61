package dev.silt.delta;

/** Constants of the file format. */
final class DeltaFile {

  /** Not text, survives no newline translation unnoticed; the last byte is the version. */
  private static final byte[] MAGIC = {(byte) 0x89, 'S', 'I', 'L', 'T', '\r', '\n', 1};

  /** Version of the format, the magic's last byte. */
  static final int VERSION = 1;

  /** Flag of sections that a reader which does not know them may skip. */
  static final int OPTIONAL = 1;

  private DeltaFile() {}

  static byte[] magic() {
    return MAGIC.clone();
  }
}
