package dev.silt.encode;

import dev.silt.delta.LayerPlan;
import dev.silt.hash.Digest;
import dev.silt.image.Image;
import dev.silt.image.ImageLayer;
import dev.silt.image.MediaTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two images, compared by their layers' diffIDs. Immutable.
 *
 * @param base the image that the receiver has
 * @param target the image that it is to have
 * @param shared for each target layer its plan if the base or an earlier target layer has it
 * @param missing the target layers that are neither, in order
 */
public record ImagePair(
    BaseIdentity base, Image target, List<Optional<LayerPlan>> shared, List<ImageLayer> missing) {

  private static final Set<String> USUAL =
      Set.of(MediaTypes.LAYER_TAR, MediaTypes.LAYER_TAR_GZIP, MediaTypes.LAYER_TAR_ZSTD);

  /**
   * Compares.
   *
   * @param base the base
   * @param target the target
   * @return both with what they share
   */
  public static ImagePair of(BaseIdentity base, Image target) {
    Map<Digest, LayerPlan> known = new HashMap<>();
    for (int i = 0; i < base.diffIds().size(); i++) {
      known.putIfAbsent(base.diffIds().get(i), LayerPlan.base(i));
    }
    List<Optional<LayerPlan>> shared = new ArrayList<>();
    List<ImageLayer> missing = new ArrayList<>();
    for (ImageLayer layer : target.layers()) {
      LayerPlan plan = known.get(layer.diffId());
      shared.add(Optional.ofNullable(plan));
      if (plan == null) {
        missing.add(layer);
        known.put(layer.diffId(), LayerPlan.repeat(layer.index()));
      }
    }
    return new ImagePair(base, target, List.copyOf(shared), List.copyOf(missing));
  }

  /** {@return bytes that a pull would download: the blobs of the missing layers} */
  public long pullLength() {
    return missing.stream().mapToLong(layer -> layer.blob().length()).sum();
  }

  /** {@return the layer's media type if it is an unusual one, else empty} */
  static String unusualType(ImageLayer layer) {
    String type = layer.mediaType();
    boolean docker = type.startsWith("application/vnd.docker.image.rootfs.");
    return USUAL.contains(type) || docker ? "" : type;
  }
}
