package dev.silt;

/** What a delta can be applied to. */
public enum Purpose {
  /**
   * An image; a root file system too where that adds less than 2 % (or 512 bytes) to the delta, and
   * no layer has to be carried as its original blob.
   */
  AUTO,
  /** An image: rebuilds the target's layers bit for bit. */
  IMAGE,
  /** A root file system only: turns it into the target's, in place. */
  ROOTFS,
  /** Either, whatever it adds. */
  BOTH
}
