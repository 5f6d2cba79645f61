package dev.silt.signature;

import dev.silt.io.ByteSource;
import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import java.io.InputStream;

/**
 * Makes the signature of one content: cuts it into blocks of one length, of which the last may be
 * shorter, and hashes each both ways. One thread; memory: one buffer of 128 KiB or a block, less
 * for shorter contents.
 */
public final class BlockSigner {

  private static final int BUFFER_LENGTH = 1 << 17;

  private final RollingHash weak;
  private final StrongHash strong;

  private BlockSigner(RollingHash weak, StrongHash strong) {
    this.weak = weak;
    this.strong = strong;
  }

  /**
   * @param weak the weak hash
   * @param strong the strong hash
   * @return a signer, for any number of contents
   */
  public static BlockSigner create(RollingHash weak, StrongHash strong) {
    return new BlockSigner(weak, strong);
  }

  /**
   * Hashes a content.
   *
   * @param content all of it; read in large pieces, to its end, and not closed
   * @param blockLength bytes of a block, positive
   * @param sink takes the blocks
   * @return the content's length
   * @throws IOException if the content cannot be read, the sink fails or the thread was interrupted
   */
  public long sign(InputStream content, int blockLength, BlockSink sink) throws IOException {
    return sign(content, BUFFER_LENGTH, blockLength, sink);
  }

  /**
   * Hashes a content whose length is known. Most contents of an image are short, and clearing a
   * long buffer takes longer than hashing them.
   *
   * @param content all of it
   * @param blockLength bytes of a block, positive
   * @param sink takes the blocks
   * @return the content's length
   * @throws IOException if the content cannot be read, the sink fails or the thread was interrupted
   */
  public long sign(ByteSource content, int blockLength, BlockSink sink) throws IOException {
    try (InputStream in = content.open()) {
      return sign(in, content.length(), blockLength, sink);
    }
  }

  private long sign(InputStream content, long wanted, int blockLength, BlockSink sink)
      throws IOException {
    if (blockLength <= 0) {
      throw new IllegalArgumentException("not a block length: " + blockLength);
    }
    byte[] buffer = new byte[bufferLength(wanted, blockLength)];
    byte[] hash = new byte[strong.length()];
    long total = 0;
    int count;
    while ((count = content.readNBytes(buffer, 0, buffer.length)) > 0) {
      ProgressMeter.checkCancelled();
      total += count;
      for (int from = 0; from < count; from += blockLength) {
        int length = Math.min(blockLength, count - from);
        strong.hash(buffer, from, length, hash, 0);
        sink.block(weak.of(buffer, from, length), hash);
      }
    }
    return total;
  }

  /** Whole blocks, at least one; short enough for the processor's second-level cache. */
  private static int bufferLength(long wanted, int blockLength) {
    long blocks =
        wanted < BUFFER_LENGTH
            ? (wanted + blockLength - 1) / blockLength
            : BUFFER_LENGTH / blockLength;
    return (int) Math.max(1, blocks) * blockLength;
  }
}
