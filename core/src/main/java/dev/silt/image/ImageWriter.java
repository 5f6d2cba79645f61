package dev.silt.image;

import dev.silt.error.CorruptDataException;
import dev.silt.error.InvalidImageException;
import dev.silt.hash.Digest;
import dev.silt.io.Tasks;
import dev.silt.progress.ProgressMeter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one image: layer after layer, then {@link #commit}. Everything goes to a temporary sibling
 * of the target, which takes the target's name in one step, complete and durable; closing without
 * that deletes it. The same layers and documents give the same bytes. One thread.
 */
public final class ImageWriter implements Closeable {

  private final ImageSink sink;
  private final ArchiveFormat format;
  private final @Nullable Tasks tasks;
  private final Set<Digest> written = new HashSet<>();
  private @Nullable LayerOutput current;
  private boolean committed;

  private ImageWriter(ImageSink sink, ArchiveFormat format, @Nullable Tasks tasks) {
    this.sink = sink;
    this.format = format;
    this.tasks = tasks;
  }

  /**
   * Starts an image.
   *
   * @param target the archive, which is replaced if there is one, or the layout directory, which
   *     must not exist
   * @param format which of them
   * @param tasks threads that digest what is written; null for this thread alone
   * @return the writer; close it
   * @throws IOException if the target is something else or nothing can be made beside it
   */
  public static ImageWriter create(Path target, ArchiveFormat format, @Nullable Tasks tasks)
      throws IOException {
    ImageSink sink =
        format == ArchiveFormat.OCI_LAYOUT ? DirectorySink.create(target) : TarSink.create(target);
    return new ImageWriter(sink, format, tasks);
  }

  /**
   * Starts a layer.
   *
   * @param knownDigest the blob's digest if it is known; it is checked at the end
   * @return takes the blob's bytes, in large pieces; closing it does nothing
   * @throws IOException if the file cannot be written
   */
  public OutputStream beginLayer(@Nullable Digest knownDigest) throws IOException {
    if (current != null || committed) {
      throw new IllegalStateException("a layer is open, or the image was committed");
    }
    sink.begin(knownDigest == null ? null : layerName(knownDigest));
    current = new LayerOutput(knownDigest);
    return current;
  }

  /**
   * Ends the layer that was begun. A blob that was written before is not kept twice.
   *
   * @param mediaType of the blob
   * @param annotations for its descriptor in a manifest
   * @return its descriptor
   * @throws CorruptDataException if the known digest is not that of what was written
   * @throws IOException if the file cannot be written
   */
  public LayerDescriptor endLayer(String mediaType, Map<String, String> annotations)
      throws IOException {
    LayerOutput layer = current;
    if (layer == null) {
      throw new IllegalStateException("no layer was begun");
    }
    Digest digest = layer.finish();
    current = null;
    if (written.add(digest)) {
      sink.end(layerName(digest));
    } else {
      sink.discard();
    }
    return new LayerDescriptor(mediaType, digest, layer.length, annotations);
  }

  /**
   * Writes the documents and makes the image appear.
   *
   * @param config the config's exact bytes
   * @param layers what {@link #endLayer} gave back, in the order of the image's layers, a repeated
   *     layer repeated
   * @param originalManifest exact bytes of the image's manifest elsewhere; kept if they describe
   *     this config and these layers, else only its annotations are
   * @param names the image's names
   * @param platform what it runs on
   * @return the manifest's digest; null for {@link ArchiveFormat#DOCKER_ARCHIVE}, which has none
   * @throws InvalidImageException if config and layers do not fit
   * @throws IOException if the files cannot be written
   */
  public @Nullable Digest commit(
      byte[] config,
      List<LayerDescriptor> layers,
      byte @Nullable [] originalManifest,
      List<String> names,
      Platform platform)
      throws IOException {
    if (current != null || committed) {
      throw new IllegalStateException("a layer is open, or the image was committed");
    }
    for (LayerDescriptor layer : layers) {
      if (!written.contains(layer.digest())) {
        throw new IllegalArgumentException("layer was not written: " + layer.digest());
      }
    }
    Digest manifestDigest = null;
    if (format == ArchiveFormat.DOCKER_ARCHIVE) {
      putDocker(config, layers, names);
    } else {
      manifestDigest =
          putOci(config, ImageManifest.of(config, layers, originalManifest), names, platform);
    }
    sink.commit();
    committed = true;
    return manifestDigest;
  }

  private Digest putOci(
      byte[] config, ImageManifest manifest, List<String> names, Platform platform)
      throws IOException {
    Digest digest = Digest.sha256(manifest.bytes());
    String configName = Descriptor.blobName(manifest.config());
    putNew(manifest.config(), config);
    putNew(digest, manifest.bytes());
    if (format == ArchiveFormat.OCI_ARCHIVE) {
      List<String> layerNames =
          manifest.layers().stream().map(each -> Descriptor.blobName(each.digest())).toList();
      sink.put(
          DockerManifest.FILE_NAME,
          ImageDocuments.dockerManifest(configName, tagged(names), layerNames));
    }
    LayerDescriptor descriptor =
        new LayerDescriptor(manifest.mediaType(), digest, manifest.bytes().length, Map.of());
    sink.put(OciIndex.FILE_NAME, ImageDocuments.index(descriptor, names, platform));
    sink.put(OciIndex.LAYOUT_FILE_NAME, ImageDocuments.layout());
    return digest;
  }

  private void putNew(Digest digest, byte[] document) throws IOException {
    if (written.add(digest)) {
      sink.put(Descriptor.blobName(digest), document);
    }
  }

  private void putDocker(byte[] config, List<LayerDescriptor> layers, List<String> names)
      throws IOException {
    List<Digest> diffIds = ImageConfig.parse("config", config).diffIds();
    List<String> layerNames = new ArrayList<>();
    for (LayerDescriptor layer : layers) {
      layerNames.add(layerName(layer.digest()));
    }
    if (!diffIds.equals(layers.stream().map(LayerDescriptor::digest).toList())) {
      throw new InvalidImageException(
          "a docker-archive has uncompressed layers, those of the config: expected="
              + diffIds
              + ", actual="
              + layerNames);
    }
    String configName = Digest.sha256(config).hex() + ".json";
    sink.put(configName, config);
    sink.put(
        DockerManifest.FILE_NAME,
        ImageDocuments.dockerManifest(configName, tagged(names), layerNames));
  }

  private static List<String> tagged(List<String> names) {
    return names.stream().filter(ImageNames::isTagged).toList();
  }

  private String layerName(Digest digest) {
    return format == ArchiveFormat.DOCKER_ARCHIVE
        ? digest.hex() + ".tar"
        : Descriptor.blobName(digest);
  }

  /** Deletes what was written unless it was committed. */
  @Override
  public void close() throws IOException {
    sink.close();
  }

  /** The bytes of one layer on their way to the sink. */
  private final class LayerOutput extends OutputStream {
    private final @Nullable Digest expected;
    private final DigestQueue digest;
    private long length;

    LayerOutput(@Nullable Digest expected) {
      this.expected = expected;
      this.digest =
          new DigestQueue(
              expected == null ? Digest.newSha256() : expected.newMessageDigest(), tasks);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      Objects.checkFromIndexSize(from, count, bytes.length);
      if (current != this) {
        throw new IllegalStateException("the layer was ended");
      }
      ProgressMeter.checkCancelled();
      digest.update(bytes, from, count);
      sink.write(bytes, from, count);
      length += count;
    }

    Digest finish() throws IOException {
      byte[] actual = digest.finish();
      if (expected == null) {
        return Digest.ofSha256(actual);
      }
      if (!expected.matches(actual)) {
        throw new CorruptDataException(
            "blob of a layer: digest is wrong: expected="
                + expected
                + ", actual="
                + HexFormat.of().formatHex(actual));
      }
      return expected;
    }
  }
}
