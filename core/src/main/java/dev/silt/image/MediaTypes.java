package dev.silt.image;

import java.util.Set;

/** The media types of the OCI image-spec and Docker's that came before them. */
public final class MediaTypes {

  /** A layer stored uncompressed. */
  public static final String LAYER_TAR = "application/vnd.oci.image.layer.v1.tar";

  /** A layer stored with gzip. */
  public static final String LAYER_TAR_GZIP = LAYER_TAR + "+gzip";

  /** A layer stored with zstd. */
  public static final String LAYER_TAR_ZSTD = LAYER_TAR + "+zstd";

  static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";

  private static final String DOCKER = "application/vnd.docker.";
  private static final Set<String> INDEXES =
      Set.of(OCI_INDEX, DOCKER + "distribution.manifest.list.v2+json");
  private static final Set<String> MANIFESTS =
      Set.of(OCI_MANIFEST, DOCKER + "distribution.manifest.v2+json");
  private static final Set<String> CONFIGS = Set.of(OCI_CONFIG, DOCKER + "container.image.v1+json");

  private MediaTypes() {}

  /**
   * The OCI media type of a layer.
   *
   * @param codec how it is stored
   * @return the media type
   */
  public static String layer(Codec codec) {
    return switch (codec) {
      case NONE -> LAYER_TAR;
      case GZIP -> LAYER_TAR_GZIP;
      case ZSTD -> LAYER_TAR_ZSTD;
    };
  }

  /** The OCI name of a layer's media type; one that is not Docker's is given back as it is. */
  static String toOciLayer(String mediaType) {
    return switch (mediaType) {
      case DOCKER + "image.rootfs.diff.tar" -> LAYER_TAR;
      case DOCKER + "image.rootfs.diff.tar.gzip" -> LAYER_TAR_GZIP;
      case DOCKER + "image.rootfs.diff.tar.zstd" -> LAYER_TAR_ZSTD;
      case DOCKER + "image.rootfs.foreign.diff.tar" ->
          LAYER_TAR.replace(".v1.", ".nondistributable.v1.");
      case DOCKER + "image.rootfs.foreign.diff.tar.gzip" ->
          LAYER_TAR_GZIP.replace(".v1.", ".nondistributable.v1.");
      default -> mediaType;
    };
  }

  static boolean isIndex(String mediaType) {
    return INDEXES.contains(mediaType);
  }

  static boolean isManifest(String mediaType) {
    return MANIFESTS.contains(mediaType);
  }

  static boolean isConfig(String mediaType) {
    return CONFIGS.contains(mediaType);
  }

  /** Whether registries need not hand out the layer, so that archives may lack it. */
  static boolean isNonDistributable(String mediaType) {
    return mediaType.contains(".nondistributable.") || mediaType.contains(".foreign.");
  }

  static boolean isEncrypted(String mediaType) {
    return mediaType.endsWith("+encrypted");
  }
}
