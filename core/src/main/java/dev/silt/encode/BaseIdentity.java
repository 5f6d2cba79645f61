package dev.silt.encode;

import dev.silt.hash.Digest;
import dev.silt.image.Image;
import dev.silt.image.ImageLayer;
import java.util.List;

/**
 * Which image the base is.
 *
 * @param id digest of its config
 * @param config its exact config
 * @param diffIds of its layers, in order
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record BaseIdentity(Digest id, byte[] config, List<Digest> diffIds) {

  /** Copies the list. */
  public BaseIdentity {
    diffIds = List.copyOf(diffIds);
  }

  /**
   * {@return the identity of an image}
   *
   * @param image the image
   */
  public static BaseIdentity of(Image image) {
    return new BaseIdentity(
        image.id(), image.config(), image.layers().stream().map(ImageLayer::diffId).toList());
  }
}
