package dev.silt.signature;

import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import java.util.Arrays;

/**
 * Collects the blocks of one content, in order, for a {@link BlockTable}. Memory grows with the
 * blocks that came, never with a number that was announced. Deterministic; one thread.
 */
public final class BlockTableBuilder implements BlockSink {

  private static final int FIRST_CAPACITY = 64;

  /** Bytes of a block beside its strong hash, while the table is built: it, its tag, its weak. */
  private static final int BYTES_PER_BLOCK = 10;

  private final int blockLength;
  private final int strongLength;
  private final int maximum;
  private final Limits limits;
  private int count;
  private int[] weak = new int[FIRST_CAPACITY];
  private byte[] strong;

  private BlockTableBuilder(int blockLength, int strongLength, Limits limits) {
    this.blockLength = blockLength;
    this.strongLength = strongLength;
    this.limits = limits;
    maximum = limits.metadataLength() / (strongLength + BYTES_PER_BLOCK);
    strong = new byte[FIRST_CAPACITY * strongLength];
  }

  /**
   * Starts a table.
   *
   * @param blockLength bytes of a block, positive
   * @param strongLength bytes of a strong hash, positive
   * @param limits {@code metadataLength} bounds the memory of the blocks, and four blocks
   * @return an empty builder
   * @throws LimitExceededException if blocks of that length are too large
   */
  public static BlockTableBuilder create(int blockLength, int strongLength, Limits limits)
      throws LimitExceededException {
    if (blockLength <= 0 || strongLength <= 0) {
      throw new IllegalArgumentException("lengths must be positive");
    }
    LimitExceededException.check(
        "block length of a signature", blockLength, limits.metadataLength() / 4, "metadataLength");
    return new BlockTableBuilder(blockLength, strongLength, limits);
  }

  /**
   * Takes the next block.
   *
   * @throws LimitExceededException if there are too many
   */
  @Override
  public void block(int weakHash, byte[] strongHash) throws LimitExceededException {
    if (count == maximum) {
      throw new LimitExceededException(
          "memory of a signature's blocks",
          (count + 1L) * (strongLength + BYTES_PER_BLOCK),
          limits.metadataLength(),
          "metadataLength");
    }
    if (count == weak.length) {
      int capacity = (int) Math.min(maximum, count + (count >> 1) + 1L);
      weak = Arrays.copyOf(weak, capacity);
      strong = Arrays.copyOf(strong, capacity * strongLength);
    }
    weak[count] = weakHash;
    System.arraycopy(strongHash, 0, strong, count * strongLength, strongLength);
    count++;
  }

  /** {@return number of blocks so far} */
  public int blockCount() {
    return count;
  }

  /**
   * Ends the table. The builder is of no use after it.
   *
   * @param contentLength bytes of the content: all blocks but the last are full, the last is not
   *     empty
   * @return the table
   */
  public BlockTable build(long contentLength) {
    long full = (long) count * blockLength;
    if (contentLength > full || contentLength <= full - blockLength && full > 0) {
      throw new IllegalArgumentException(
          "content length: blocks=" + count + ", actual=" + contentLength);
    }
    strong = Arrays.copyOf(strong, count * strongLength);
    return BlockIndexer.of(weak, strong, count, strongLength)
        .table(blockLength, contentLength, BlockFilter.forBlocks(count));
  }
}
