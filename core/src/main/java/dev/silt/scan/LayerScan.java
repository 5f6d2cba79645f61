package dev.silt.scan;

import dev.silt.error.CorruptDataException;
import dev.silt.hash.Digest;
import dev.silt.image.ImageLayer;
import dev.silt.io.ByteSource;
import dev.silt.tar.TarEntry;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one layer holds. Its digests have been verified. Immutable and safe for several threads.
 *
 * <p>A layer whose bytes are right but are no tar has no entries; its tail is the whole layer.
 */
public final class LayerScan {

  private final ImageLayer layer;
  private final List<TarEntry> entries;
  private final Map<Integer, byte[]> paddings;
  private final ByteSource data;
  private final long[] offsets;
  private final long[] lengths;
  private final byte[] digests;
  private final long zeroLength;
  private final long tailOffset;
  private final long tailLength;
  private final long length;

  LayerScan(ScanResult result) {
    this.layer = result.layer;
    this.entries = Collections.unmodifiableList(result.entries);
    this.paddings = result.paddings;
    this.data = result.data;
    this.offsets = result.offsets.build().toArray();
    this.lengths = result.lengths.build().toArray();
    this.digests = result.digests.toByteArray();
    this.zeroLength = result.zeroLength;
    this.tailOffset = result.tailOffset;
    this.tailLength = result.tailLength;
    this.length = result.length;
  }

  /** {@return the layer} */
  public ImageLayer layer() {
    return layer;
  }

  /** {@return its tar entries, in order} */
  public List<TarEntry> entries() {
    return entries;
  }

  /**
   * Returns an entry's padding.
   *
   * @param entry the entry's index
   * @return the bytes after its data if they are not the usual zeros, else null
   */
  public byte @Nullable [] padding(int entry) {
    return paddings.get(entry);
  }

  /** {@return how many entries have data} */
  public int fileCount() {
    return offsets.length;
  }

  /**
   * Returns a content that was kept.
   *
   * @param file number of the file in the layer
   * @return its bytes
   * @throws CorruptDataException if it was not kept: a delta refers to what it did not announce
   */
  public ByteSource content(int file) throws CorruptDataException {
    if (offsets[file] < 0) {
      throw new CorruptDataException(
          "delta uses a base file that it did not announce: layer="
              + layer.index()
              + ", file="
              + file);
    }
    return data.slice(offsets[file], lengths[file]);
  }

  /**
   * Returns the digest of a content; only if digests were wanted.
   *
   * @param file number of the file in the layer
   * @return its SHA-256
   */
  public Digest digest(int file) {
    int from = file * Digest.SHA256_LENGTH;
    return Digest.ofSha256(Arrays.copyOfRange(digests, from, from + Digest.SHA256_LENGTH));
  }

  /** {@return zero bytes after the entries} */
  public long zeroLength() {
    return zeroLength;
  }

  /** {@return bytes after these zeros} */
  public long tailLength() {
    return tailLength;
  }

  /**
   * Returns the bytes after the zeros; only if contents were kept.
   *
   * @return them
   * @throws CorruptDataException never
   */
  public ByteSource tail() throws CorruptDataException {
    return data.slice(tailOffset, tailLength);
  }

  /** {@return uncompressed bytes of the layer} */
  public long length() {
    return length;
  }
}
