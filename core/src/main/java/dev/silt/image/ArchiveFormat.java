package dev.silt.image;

/** The forms that an image can be written in. */
public enum ArchiveFormat {
  /** One tar file with an OCI layout in it, and a manifest.json for {@code docker load}. */
  OCI_ARCHIVE,
  /** An OCI layout directory. */
  OCI_LAYOUT,
  /** One tar file with manifest.json, one JSON config and uncompressed layers. */
  DOCKER_ARCHIVE
}
