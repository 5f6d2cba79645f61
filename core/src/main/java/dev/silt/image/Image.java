package dev.silt.image;

import dev.silt.error.InvalidImageException;
import dev.silt.hash.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image of an archive: its documents, verified, and its layers, not yet read. Immutable; good
 * until the archive is closed.
 */
public final class Image {

  private final Digest id;
  private final byte[] config;
  private final byte @Nullable [] manifest;
  private final String manifestMediaType;
  private final Platform platform;
  private final List<String> names;
  private final List<ImageLayer> layers;

  Image(
      Digest id,
      byte[] config,
      byte @Nullable [] manifest,
      String manifestMediaType,
      Platform platform,
      List<String> names,
      List<ImageLayer> layers) {
    this.id = id;
    this.config = config;
    this.manifest = manifest;
    this.manifestMediaType = manifestMediaType;
    this.platform = platform;
    this.names = List.copyOf(names);
    this.layers = List.copyOf(layers);
  }

  static void checkLayerCount(String what, ImageConfig config, int layerCount)
      throws InvalidImageException {
    if (config.diffIds().size() != layerCount) {
      throw new InvalidImageException(
          what
              + ": layers and the config's diff_ids differ in number: expected="
              + config.diffIds().size()
              + ", actual="
              + layerCount);
    }
  }

  /** {@return the image ID: the config's digest} */
  public Digest id() {
    return id;
  }

  /** {@return the config's exact bytes, a copy} */
  public byte[] config() {
    return config.clone();
  }

  /** {@return the manifest's exact bytes, a copy; null if the archive has none (docker-archive)} */
  public byte @Nullable [] manifest() {
    return manifest == null ? null : manifest.clone();
  }

  /** {@return the manifest's media type; the OCI one if the archive has no manifest} */
  public String manifestMediaType() {
    return manifestMediaType;
  }

  /** {@return what the image runs on, by its config} */
  public Platform platform() {
    return platform;
  }

  /** {@return the image's names as the archive has them; often none} */
  public List<String> names() {
    return names;
  }

  /** {@return the layers, lowest first} */
  public List<ImageLayer> layers() {
    return layers;
  }
}
