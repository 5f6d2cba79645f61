package dev.silt.image;

import dev.silt.error.InvalidImageException;
import dev.silt.error.UnsupportedFormatException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An index or a manifest; never something that could be taken for both. Immutable.
 *
 * @param mediaType what the document says it is; empty if it does not
 * @param manifests of an index
 * @param config of a manifest
 * @param layers of a manifest
 * @param annotations by key
 */
record Document(
    String mediaType,
    @Nullable List<Descriptor> manifests,
    @Nullable Descriptor config,
    @Nullable List<Descriptor> layers,
    Map<String, String> annotations) {

  private static final Set<String> KEYS =
      Set.of(
          "schemaVersion", "mediaType", "manifests", "config", "layers", "annotations", "fsLayers");

  /**
   * Parses and checks a document.
   *
   * @param what its name, for messages
   * @param expectedMediaType what its descriptor says; empty if nothing
   */
  static Document parse(String what, byte[] bytes, String expectedMediaType) throws IOException {
    Document document = Json.parse(what, bytes, json -> read(json, what));
    String mediaType = document.mediaType;
    if (!mediaType.isEmpty()
        && !expectedMediaType.isEmpty()
        && !mediaType.equals(expectedMediaType)) {
      throw new InvalidImageException(
          what
              + ": media type is not the descriptor's: expected="
              + expectedMediaType
              + ", actual="
              + mediaType);
    }
    String effective = mediaType.isEmpty() ? expectedMediaType : mediaType;
    boolean wrong =
        document.isIndex()
            ? MediaTypes.isManifest(effective)
            : !effective.isEmpty() && !MediaTypes.isManifest(effective);
    if (wrong) {
      throw new InvalidImageException(
          what
              + ": document is not what its media type says: expected="
              + effective
              + ", actual="
              + (document.isIndex() ? "an index" : "a manifest"));
    }
    return document;
  }

  private static Document read(Json json, String what) throws IOException {
    Builder builder = new Builder(what);
    json.object(KEYS, key -> builder.read(json, key));
    return builder.build();
  }

  boolean isIndex() {
    return manifests != null;
  }

  /** {@return the manifests of an index; none if this is a manifest} */
  List<Descriptor> manifestsOrNone() {
    return manifests == null ? List.of() : manifests;
  }

  /** {@return the layers of a manifest; none if this is an index} */
  List<Descriptor> layersOrNone() {
    return layers == null ? List.of() : layers;
  }

  /** What has been read so far. */
  private static final class Builder {
    private final String what;
    private long schemaVersion = 2;
    private String mediaType = "";
    private @Nullable List<Descriptor> manifests;
    private @Nullable Descriptor config;
    private @Nullable List<Descriptor> layers;
    private Map<String, String> annotations = Map.of();

    Builder(String what) {
      this.what = what;
    }

    void read(Json json, String key) throws IOException {
      switch (key) {
        case "schemaVersion" -> schemaVersion = json.number();
        case "mediaType" -> mediaType = json.string();
        case "manifests" -> manifests = json.list(each -> Descriptor.read(each, what));
        case "config" -> config = Descriptor.read(json, what);
        case "layers" -> layers = json.list(each -> Descriptor.read(each, what));
        case "annotations" -> annotations = json.stringMap();
        case "fsLayers" -> throw schemaOne();
        default -> throw new AssertionError(key);
      }
    }

    private UnsupportedFormatException schemaOne() {
      return new UnsupportedFormatException(
          what + ": image manifest of schema version 1: expected=2; convert it (skopeo copy)");
    }

    Document build() throws IOException {
      if (schemaVersion != 2) {
        throw new UnsupportedFormatException(
            what + ": schema version not supported: expected=2, actual=" + schemaVersion);
      }
      boolean manifest = config != null || layers != null;
      if (manifest == (manifests != null) || (manifest && (config == null || layers == null))) {
        throw new InvalidImageException(
            what
                + ": neither clearly an index nor a manifest: expected=manifests, or config and"
                + " layers, actual="
                + (manifests == null ? "" : "manifests ")
                + (config == null ? "" : "config ")
                + (layers == null ? "" : "layers"));
      }
      return new Document(mediaType, manifests, config, layers, annotations);
    }
  }
}
