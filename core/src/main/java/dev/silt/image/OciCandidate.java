package dev.silt.image;

import dev.silt.error.InvalidImageException;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.hash.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An image of an OCI layout. Not safe for several threads. */
final class OciCandidate implements Candidate {

  private final Blobs blobs;
  private final Descriptor descriptor;
  private final List<String> names = new ArrayList<>();
  private byte @Nullable [] manifestBytes;
  private @Nullable Document manifest;

  OciCandidate(Blobs blobs, Descriptor descriptor) {
    this.blobs = blobs;
    this.descriptor = descriptor;
  }

  void addName(String name) {
    ImageNames.addNew(names, name);
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public Digest manifestDigest() {
    return descriptor.digest();
  }

  @Override
  public @Nullable Platform declaredPlatform() {
    return descriptor.platform();
  }

  @Override
  public boolean isPresent() throws IOException {
    return blobs.has(descriptor);
  }

  private byte[] manifestBytes() throws IOException {
    byte[] bytes = manifestBytes;
    if (bytes == null) {
      bytes = blobs.readDocument(descriptor, "manifest");
      manifestBytes = bytes;
    }
    return bytes;
  }

  private Document manifest() throws IOException {
    Document document = manifest;
    if (document == null) {
      String what = "manifest " + descriptor.digest();
      document = Document.parse(what, manifestBytes(), descriptor.mediaType());
      if (document.isIndex()) {
        throw new InvalidImageException(what + ": expected=a manifest, actual=an index");
      }
      manifest = document;
    }
    return document;
  }

  private Descriptor config() throws IOException {
    Descriptor config = manifest().config();
    if (config == null) {
      throw new IllegalStateException("a manifest has a config");
    }
    return config;
  }

  @Override
  public boolean isImage() throws IOException {
    String mediaType = config().mediaType();
    return mediaType.isEmpty() || MediaTypes.isConfig(mediaType);
  }

  @Override
  public Digest id() throws IOException {
    return config().digest();
  }

  @Override
  public Platform platform() throws IOException {
    Platform declared = descriptor.platform();
    return declared != null && !declared.architecture().isEmpty()
        ? declared
        : ImageConfig.parse("config " + id(), blobs.readDocument(config(), "config")).platform();
  }

  @Override
  public Image open() throws IOException {
    byte[] configBytes = blobs.readDocument(config(), "config");
    ImageConfig config = ImageConfig.parse("config " + id(), configBytes);
    List<Descriptor> descriptors = manifest().layersOrNone();
    Image.checkLayerCount("manifest " + descriptor.digest(), config, descriptors.size());
    List<ImageLayer> layers = new ArrayList<>();
    for (int i = 0; i < descriptors.size(); i++) {
      layers.add(layer(i, descriptors.size(), descriptors.get(i), config.diffIds().get(i)));
    }
    String mediaType = descriptor.mediaType();
    if (mediaType.isEmpty()) {
      mediaType = manifest().mediaType();
    }
    return new Image(
        id(),
        configBytes,
        manifestBytes(),
        mediaType.isEmpty() ? MediaTypes.OCI_MANIFEST : mediaType,
        config.platform().completedBy(descriptor.platform()),
        names,
        layers);
  }

  private ImageLayer layer(int index, int count, Descriptor layer, Digest diffId)
      throws IOException {
    String what = "layer " + (index + 1) + " of " + count + ", blob " + layer.digest();
    if (MediaTypes.isEncrypted(layer.mediaType())) {
      throw new UnsupportedFormatException(
          what + ": encrypted layer: media type=" + layer.mediaType() + "; decrypt it first");
    }
    return ImageLayer.of(
        index, diffId, layer.digest(), layer.mediaType(), blobs.find(layer, what), what);
  }
}
