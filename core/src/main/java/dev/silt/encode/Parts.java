package dev.silt.encode;

/** Which parts a delta gets. */
public enum Parts {
  /** The image; the root file system too where that costs next to nothing. */
  AUTO,
  /** The image alone. */
  IMAGE,
  /** The root file system alone. */
  ROOTFS,
  /** The image and the root file system. */
  BOTH;

  boolean image() {
    return this != ROOTFS;
  }
}
