package dev.silt.image;

import dev.silt.error.InvalidImageException;
import dev.silt.hash.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The manifest of an image that is being written: the original one where it still fits. Immutable.
 *
 * @param bytes exact bytes
 * @param mediaType of the bytes
 * @param config digest of the config, as the manifest has it
 * @param layers as given
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes; never compared
record ImageManifest(byte[] bytes, String mediaType, Digest config, List<LayerDescriptor> layers) {

  private static final String ORIGINAL = "original manifest";

  /**
   * Keeps the original or makes a new one.
   *
   * @param config exact bytes
   * @param layers in order
   * @param original exact bytes of a manifest of the same image; null if there is none
   */
  static ImageManifest of(byte[] config, List<LayerDescriptor> layers, byte @Nullable [] original)
      throws IOException {
    Map<String, String> annotations = Map.of();
    if (original != null) {
      Document document = Document.parse(ORIGINAL, original, "");
      Descriptor kept = document.config();
      if (kept == null) {
        throw new InvalidImageException(ORIGINAL + ": expected=a manifest, actual=an index");
      }
      if (describes(kept, config) && isSame(document.layersOrNone(), layers)) {
        String mediaType =
            document.mediaType().isEmpty() ? MediaTypes.OCI_MANIFEST : document.mediaType();
        return new ImageManifest(original, mediaType, kept.digest(), layers);
      }
      annotations = document.annotations();
    }
    Digest digest = Digest.sha256(config);
    LayerDescriptor descriptor =
        new LayerDescriptor(MediaTypes.OCI_CONFIG, digest, config.length, Map.of());
    return new ImageManifest(
        ImageDocuments.manifest(descriptor, layers, annotations),
        MediaTypes.OCI_MANIFEST,
        digest,
        layers);
  }

  private static boolean describes(Descriptor descriptor, byte[] config) {
    return descriptor.length() == config.length
        && descriptor.digest().matches(descriptor.digest().newMessageDigest().digest(config));
  }

  private static boolean isSame(List<Descriptor> originals, List<LayerDescriptor> layers) {
    if (originals.size() != layers.size()) {
      return false;
    }
    for (int i = 0; i < layers.size(); i++) {
      Descriptor original = originals.get(i);
      LayerDescriptor layer = layers.get(i);
      if (!original.digest().equals(layer.digest())
          || original.length() != layer.length()
          || !original.mediaType().equals(layer.mediaType())) {
        return false;
      }
    }
    return true;
  }
}
