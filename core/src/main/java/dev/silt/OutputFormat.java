package dev.silt;

/** The form in which a rebuilt image is written. */
public enum OutputFormat {
  /** One tar file with an OCI layout in it; read by podman, skopeo, buildah and new docker. */
  OCI_ARCHIVE,
  /** An OCI layout directory. */
  OCI_LAYOUT,
  /** One tar file as {@code docker save} writes it; layers are uncompressed. */
  DOCKER_ARCHIVE
}
