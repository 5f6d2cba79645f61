package dev.silt.testing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An image's bytes, still without a container.
 *
 * @param config the config document
 * @param layers lowest first
 * @param architecture of the platform
 * @param names names with tags
 * @param seed of what else is in the manifest
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ImageBytes(
    byte[] config, List<LayerBytes> layers, String architecture, List<String> names, long seed) {

  /** {@return the same layers under another config} */
  public ImageBytes withConfig(byte[] value) {
    return new ImageBytes(value, layers, architecture, names, seed);
  }

  /** {@return the image ID} */
  public String id() {
    return Bytes.digest(config);
  }

  /** {@return the diffIDs, lowest first} */
  public List<String> diffIds() {
    return layers.stream().map(LayerBytes::diffId).toList();
  }

  /**
   * What a pull downloads.
   *
   * @param base the image that is there
   * @param container how this image is stored
   * @return bytes of the distinct blobs whose diffID the base lacks
   */
  public long pullLength(ImageBytes base, Container container) {
    Set<String> there = new HashSet<>(base.diffIds());
    Set<String> seen = new HashSet<>();
    long length = 0;
    for (LayerBytes layer : layers) {
      byte[] blob = container.isDocker() ? layer.tar() : layer.blob();
      if (!there.contains(layer.diffId()) && seen.add(Bytes.sha256(blob))) {
        length += blob.length;
      }
    }
    return length;
  }
}
