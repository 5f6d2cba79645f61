package dev.silt.progress;

/** What an operation is doing; each counts bytes of its own. */
public enum Phase {
  /** Reading a root file system to tell which one it is; bytes of its tar. */
  IDENTIFY("identifying"),
  /** Reading and verifying the base's layers; compressed bytes. */
  READ_BASE("reading base"),
  /** Reading and verifying the target's layers; compressed bytes. */
  READ_TARGET("reading target"),
  /** Hashing the base's blocks; content bytes. */
  SIGN("signing"),
  /** Matching target contents against base contents; target bytes. */
  MATCH("matching"),
  /** Coding the delta; target bytes. */
  ENCODE("encoding"),
  /** Applying the new delta to check it; layer bytes. */
  SELF_CHECK("checking"),
  /** Decoding the delta's contents; content bytes. */
  DECODE("decoding"),
  /** Writing the target's layers; layer bytes. */
  WRITE("writing");

  private final String label;

  Phase(String label) {
    this.label = label;
  }

  /** {@return a lower-case word or two for people} */
  public String label() {
    return label;
  }
}
