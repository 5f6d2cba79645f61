package dev.silt.image;

import dev.silt.error.CorruptDataException;
import dev.silt.hash.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one document names a blob. Immutable.
 *
 * @param mediaType what the blob is; empty if not said
 * @param digest of the blob
 * @param length of the blob in bytes
 * @param annotations by key
 * @param platform only in an index
 * @param artifactType empty if not said; images have none
 * @param urls where else the blob is
 */
record Descriptor(
    String mediaType,
    Digest digest,
    long length,
    Map<String, String> annotations,
    @Nullable Platform platform,
    String artifactType,
    List<String> urls) {

  private static final Set<String> KEYS =
      Set.of("mediaType", "digest", "size", "annotations", "platform", "artifactType", "urls");
  private static final Set<String> PLATFORM_KEYS = Set.of("os", "architecture", "variant");
  private static final String REFERENCE_TYPE = "vnd.docker.reference.type";

  /** Reads a descriptor of the document called {@code what}. */
  static Descriptor read(Json json, String what) throws IOException {
    Builder builder = new Builder();
    json.object(KEYS, key -> builder.read(json, key));
    return builder.build(what);
  }

  static Platform readPlatform(Json json) throws IOException {
    String[] parts = {"", "", ""};
    json.object(
        PLATFORM_KEYS,
        key -> parts[key.equals("os") ? 0 : key.equals("architecture") ? 1 : 2] = json.string());
    return new Platform(parts[0], parts[1], parts[2]);
  }

  /** Whether this is a statement about an image, as BuildKit adds them, rather than an image. */
  boolean isAttestation() {
    return annotations.containsKey(REFERENCE_TYPE) || (platform != null && platform.isUnknown());
  }

  /** Where an OCI layout keeps the blob. */
  String blobName() {
    return blobName(digest);
  }

  static String blobName(Digest digest) {
    return "blobs/" + digest.algorithm() + "/" + digest.hex();
  }

  LayerDescriptor toLayer() {
    return new LayerDescriptor(mediaType, digest, length, annotations);
  }

  /** What has been read so far. */
  private static final class Builder {
    private String mediaType = "";
    private @Nullable Digest digest;
    private long length = -1;
    private Map<String, String> annotations = Map.of();
    private @Nullable Platform platform;
    private String artifactType = "";
    private List<String> urls = List.of();

    void read(Json json, String key) throws IOException {
      switch (key) {
        case "mediaType" -> mediaType = json.string();
        case "digest" -> digest = Digest.parse(json.string());
        case "size" -> length = json.number();
        case "annotations" -> annotations = json.stringMap();
        case "platform" -> platform = readPlatform(json);
        case "artifactType" -> artifactType = json.string();
        case "urls" -> urls = json.strings();
        default -> throw new AssertionError(key);
      }
    }

    Descriptor build(String what) throws CorruptDataException {
      if (digest == null || length < 0) {
        throw new CorruptDataException(
            what
                + ": descriptor without a digest or a size: digest="
                + digest
                + ", size="
                + length);
      }
      return new Descriptor(mediaType, digest, length, annotations, platform, artifactType, urls);
    }
  }
}
