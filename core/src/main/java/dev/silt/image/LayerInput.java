package dev.silt.image;

import dev.silt.error.CorruptDataException;
import dev.silt.error.InputChangedException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import dev.silt.io.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The uncompressed bytes of a layer. The blob's digest and the diffID are computed as it is read
 * and checked at the end: before {@link #read} says -1, or in {@link #finish}. Whoever stops
 * earlier has verified nothing. Ask for large pieces (64 KiB and more); there is no other buffer.
 * Not safe for several threads.
 */
public final class LayerInput extends InputStream {

  private final ImageLayer layer;
  private final long lengthAllowed;
  private final BlobInput blob;
  private final InputStream decoder;
  private final @Nullable DigestQueue content;
  private long length;
  private boolean verified;

  private LayerInput(
      ImageLayer layer,
      long lengthAllowed,
      BlobInput blob,
      InputStream decoder,
      @Nullable DigestQueue content) {
    this.layer = layer;
    this.lengthAllowed = lengthAllowed;
    this.blob = blob;
    this.decoder = decoder;
    this.content = content;
  }

  static LayerInput open(ImageLayer layer, Limits limits, @Nullable Tasks tasks)
      throws IOException {
    Digest blobDigest = layer.blobDigest();
    boolean once =
        layer.codec() == Codec.NONE && (blobDigest == null || blobDigest.equals(layer.diffId()));
    // Bytes that are both the blob and the content are digested once.
    Digest first = once ? layer.diffId() : blobDigest;
    BlobInput blob =
        new BlobInput(
            layer.blob(), first == null ? null : new DigestQueue(first.newMessageDigest(), tasks));
    DigestQueue content = once ? null : new DigestQueue(layer.diffId().newMessageDigest(), tasks);
    InputStream decoder = layer.codec().decode(blob, limits, layer.describe());
    return new LayerInput(layer, limits.imageLength(), blob, decoder, content);
  }

  /** A layer whose digest is known to be right. */
  static LayerInput openUnverified(ImageLayer layer, ByteSource bytes, Limits limits) {
    BlobInput blob = new BlobInput(bytes, null);
    return new LayerInput(layer, limits.imageLength(), blob, blob, null);
  }

  /** {@return stored (compressed) bytes consumed so far, for progress} */
  public long blobPosition() {
    return blob.position();
  }

  /** {@return uncompressed bytes read so far} */
  public long position() {
    return length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, target.length);
    if (count == 0) {
      return 0;
    }
    if (verified) {
      return -1;
    }
    int n = decode(target, from, count);
    if (n < 0) {
      verify();
      return -1;
    }
    length += n;
    LimitExceededException.check(layer.describe(), length, lengthAllowed, "imageLength");
    if (content != null) {
      content.update(target, from, n);
    }
    return n;
  }

  private int decode(byte[] target, int from, int count) throws IOException {
    try {
      return decoder.read(target, from, count);
    } catch (CorruptDataException e) {
      checkBlobDigest(e); // a blob that is not what it should be is the better message
      throw e;
    }
  }

  /**
   * Reads what is left and checks everything. May be called after the end was read, or again.
   *
   * @throws CorruptDataException if the blob's digest or the diffID is not what it should be
   * @throws IOException if the blob cannot be read
   */
  public void finish() throws IOException {
    if (verified) {
      return;
    }
    byte[] rest = new byte[1 << 16];
    int n;
    do {
      n = read(rest, 0, rest.length);
    } while (n >= 0);
  }

  private void verify() throws IOException {
    checkBlobDigest(null);
    if (content != null) {
      check("diffID", layer.diffId(), content.finish(), null);
    }
    verified = true;
  }

  private void checkBlobDigest(@Nullable Throwable cause) throws IOException {
    byte[] actual = blob.finish();
    if (actual == null) {
      return;
    }
    Digest expected = content == null ? layer.diffId() : layer.blobDigest();
    if (expected != null) {
      check(layer.blobDigest() == null ? "diffID" : "blob digest", expected, actual, cause);
    }
  }

  private void check(String what, Digest expected, byte[] actual, @Nullable Throwable cause)
      throws IOException {
    if (layer.isLive() && !expected.matches(actual)) {
      throw new InputChangedException(
          layer.describe() + ": changed while it was read; nothing may write to it meanwhile",
          null);
    }
    if (!expected.matches(actual)) {
      throw new CorruptDataException(
          layer.describe()
              + ": "
              + what
              + " is wrong: expected="
              + expected
              + ", actual="
              + HexFormat.of().formatHex(actual)
              + (cause == null ? "" : " (" + cause.getMessage() + ")"),
          cause);
    }
  }

  /** Frees the decoder; the archive stays open. Verifies nothing. */
  @Override
  public void close() throws IOException {
    decoder.close();
  }
}
