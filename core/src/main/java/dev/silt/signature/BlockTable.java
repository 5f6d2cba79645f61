package dev.silt.signature;

import java.util.Arrays;

/**
 * The blocks of one base content, found by their hashes. Packed arrays: with n-byte strong hashes n
 * + 7 to n + 8 bytes a block, so at most 20 for Silt's own, and a filter of at most 512 KiB before
 * them. Immutable, for any number of threads.
 *
 * <p>A block's <em>bucket</em> is given by the highest bits of its weak hash, two to four blocks to
 * a bucket; the blocks of a bucket are neighbours and are told apart by the lowest 16 bits of their
 * weak hashes (the <em>tag</em>), then by their strong hashes. Of equal blocks the first is kept. A
 * bucket holds at most {@value #BUCKET_CAPACITY} blocks and forgets others: where hashes are even
 * it has a dozen, but weak hashes can be chosen so that all blocks have one, and then a lookup
 * still costs {@value #BUCKET_CAPACITY} steps. Forgotten blocks are still found when they follow a
 * block that was found.
 */
public final class BlockTable {

  /** Blocks that a bucket holds at most. */
  static final int BUCKET_CAPACITY = 64;

  private final int blockLength;
  private final long contentLength;
  private final int blockCount;
  private final int strongLength;

  /** Strong hashes, in the order of blocks. */
  private final byte[] strong;

  private final BlockFilter filter;

  /** Highest bits of a weak hash that choose the bucket. */
  private final int bucketShift;

  /** Where each bucket begins in the two arrays below; one element more than buckets. */
  private final int[] buckets;

  /** Lowest 16 bits of weak hashes, bucket by bucket. */
  private final short[] tags;

  /** Numbers of the blocks that the tags belong to. */
  private final int[] blocks;

  BlockTable(
      int blockLength,
      long contentLength,
      int blockCount,
      byte[] strong,
      int strongLength,
      BlockFilter filter,
      int bucketShift,
      int[] buckets,
      short[] tags,
      int[] blocks) {
    this.blockLength = blockLength;
    this.contentLength = contentLength;
    this.blockCount = blockCount;
    this.strong = strong;
    this.strongLength = strongLength;
    this.filter = filter;
    this.bucketShift = bucketShift;
    this.buckets = buckets;
    this.tags = tags;
    this.blocks = blocks;
  }

  /** {@return bytes of each block but the last} */
  public int blockLength() {
    return blockLength;
  }

  /** {@return bytes of the content} */
  public long contentLength() {
    return contentLength;
  }

  /** {@return number of blocks} */
  public int blockCount() {
    return blockCount;
  }

  /** {@return bytes of a strong hash} */
  public int strongLength() {
    return strongLength;
  }

  /** {@return bytes of a block: the last one may be shorter} */
  int lengthOf(int block) {
    return (int) Math.min(blockLength, contentLength - offsetOf(block));
  }

  /** {@return where a block begins in the content} */
  long offsetOf(int block) {
    return (long) block * blockLength;
  }

  /** {@return whether that block has that strong hash} */
  boolean isBlock(int block, byte[] hash) {
    int at = block * strongLength;
    return Arrays.equals(strong, at, at + strongLength, hash, 0, strongLength);
  }

  /**
   * Finds the next hash that is some block's, very likely.
   *
   * @param hashes weak hashes of consecutive windows
   * @param from the first one to look at
   * @param to the end of those to look at
   * @return index of the first that is known, or {@code to}
   */
  int next(int[] hashes, int from, int to) {
    int k = filter.next(hashes, from, to);
    while (k < to && findTag(hashes[k], 0, true) < 0) {
      k = filter.next(hashes, k + 1, to);
    }
    return k;
  }

  /**
   * Finds a block by both hashes.
   *
   * @param weak a weak hash
   * @param hash a strong hash
   * @return number of the first such block that is not forgotten, or -1
   */
  int find(int weak, byte[] hash) {
    int at = findTag(weak, 0, true);
    while (at >= 0 && !isBlock(blocks[at], hash)) {
      at = findTag(weak, at + 1, false);
    }
    return at < 0 ? -1 : blocks[at];
  }

  /** {@return where the hash's tag is in its bucket, from {@code from} on unless all of it} */
  private int findTag(int weak, int from, boolean all) {
    int bucket = bucketOf(weak, bucketShift);
    int end = buckets[bucket + 1];
    short tag = (short) weak;
    for (int at = all ? buckets[bucket] : from; at < end; at++) {
      if (tags[at] == tag) {
        return at;
      }
    }
    return -1;
  }

  /** The bucket of a hash; a shift of 32 stands for a single bucket. */
  static int bucketOf(int weak, int shift) {
    return (int) ((weak & 0xFFFFFFFFL) >>> shift);
  }
}
