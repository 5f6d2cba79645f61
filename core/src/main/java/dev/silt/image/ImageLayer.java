package dev.silt.image;

import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import dev.silt.io.Tasks;
import dev.silt.rootfs.RootTree;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One layer of an image. Immutable; good until the archive is closed, and for several threads, each
 * with a {@link LayerInput} of its own.
 */
public final class ImageLayer {

  private final int index;
  private final Digest diffId;
  private final @Nullable Digest blobDigest;
  private final String mediaType;
  private final ByteSource blob;
  private final Codec codec;
  private final String description;
  private final @Nullable ByteSource headers;

  private ImageLayer(
      int index,
      Digest diffId,
      @Nullable Digest blobDigest,
      String mediaType,
      ByteSource blob,
      Codec codec,
      String description,
      @Nullable ByteSource headers) {
    this.index = index;
    this.diffId = diffId;
    this.blobDigest = blobDigest;
    this.mediaType = mediaType;
    this.blob = blob;
    this.codec = codec;
    this.description = description;
    this.headers = headers;
  }

  /**
   * A layer from its parts.
   *
   * @param index position in the image
   * @param diffId digest of the uncompressed layer
   * @param blobDigest digest of the layer as it is stored; null if it is not known
   * @param mediaType its media type; empty for one that fits the codec
   * @param blob the layer as it is stored
   * @param description for messages
   * @return the layer; nothing is verified before it is read
   * @throws IOException if the blob cannot be read
   */
  public static ImageLayer of(
      int index,
      Digest diffId,
      @Nullable Digest blobDigest,
      String mediaType,
      ByteSource blob,
      String description)
      throws IOException {
    Codec codec = Codec.NONE;
    if (blobDigest == null
        || !diffId.equals(blobDigest)) { // else it is stored as it is, whatever it starts with
      byte[] start = new byte[(int) Math.min(Codec.MAGIC_LENGTH, blob.length())];
      blob.readFully(0, start, 0, start.length);
      codec = Codec.detect(start, start.length, description);
    }
    String type = mediaType.isEmpty() ? MediaTypes.layer(codec) : mediaType;
    return new ImageLayer(index, diffId, blobDigest, type, blob, codec, description, null);
  }

  /** The one layer of a tree whose digest has just been computed. */
  static ImageLayer of(RootTree tree, Digest diffId, String description) {
    return new ImageLayer(
        0,
        diffId,
        diffId,
        MediaTypes.layer(Codec.NONE),
        tree.tar(),
        Codec.NONE,
        description,
        tree.headers());
  }

  /** {@return position in the image, 0 is the lowest} */
  public int index() {
    return index;
  }

  /** {@return digest of the uncompressed layer} */
  public Digest diffId() {
    return diffId;
  }

  /**
   * {@return digest of the layer as it is stored; null if the archive has none (docker-archive)}
   */
  public @Nullable Digest blobDigest() {
    return blobDigest;
  }

  /** {@return the manifest's media type; one that fits the codec if there is no manifest} */
  public String mediaType() {
    return mediaType;
  }

  /** {@return the layer as it is stored; reading it verifies nothing} */
  public ByteSource blob() {
    return blob;
  }

  /** {@return how it is stored, by its first bytes} */
  public Codec codec() {
    return codec;
  }

  /** {@return position and digest or file name, for messages} */
  public String describe() {
    return description;
  }

  /**
   * Opens the layer for reading; everything is verified at its end.
   *
   * @param limits bounds the uncompressed length and zstd windows
   * @param tasks threads that digest what is read; null for this thread alone
   * @return the uncompressed bytes; close it to free the decoder
   * @throws IOException if the decoder cannot be set up
   */
  public LayerInput open(Limits limits, @Nullable Tasks tasks) throws IOException {
    return LayerInput.open(this, limits, tasks);
  }

  /**
   * Opens the layer for those who look at headers only. Of a root file system, which was read
   * before to get its digest, the contents come as zeros and nothing is verified again; of all
   * other layers everything comes and is verified.
   *
   * @param limits bounds the uncompressed length and zstd windows
   * @param tasks threads that digest what is read; null for this thread alone
   * @return the uncompressed bytes; close it to free the decoder
   * @throws IOException if the decoder cannot be set up
   */
  public LayerInput openHeaders(Limits limits, @Nullable Tasks tasks) throws IOException {
    return headers == null ? open(limits, tasks) : LayerInput.openUnverified(this, headers, limits);
  }

  /** {@return whether its files are in use and may change while they are read} */
  boolean isLive() {
    return headers != null;
  }
}
