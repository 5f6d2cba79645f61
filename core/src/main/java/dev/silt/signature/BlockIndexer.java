package dev.silt.signature;

import java.util.Arrays;

/**
 * Sorts blocks into the buckets of a {@link BlockTable}: counts, fills in block order, then closes
 * the gaps that equal blocks left. Linear in the number of blocks, whatever their hashes are.
 */
final class BlockIndexer {

  private final int[] weak;
  private final byte[] strong;
  private final int count;
  private final int strongLength;
  private final int shift;

  /** Where each bucket begins; one element more than buckets. */
  private final int[] begins;

  /** How many blocks each bucket has so far. */
  private final int[] used;

  private final short[] tags;
  private final int[] blocks;

  private BlockIndexer(int[] weak, byte[] strong, int count, int strongLength) {
    this.weak = weak;
    this.strong = strong;
    this.count = count;
    this.strongLength = strongLength;
    // two to four blocks in a bucket, on average
    int bits = Math.max(0, Math.min(26, 30 - Integer.numberOfLeadingZeros(Math.max(1, count - 1))));
    shift = 32 - bits;
    begins = new int[(1 << bits) + 1];
    used = new int[1 << bits];
    for (int i = 0; i < count; i++) {
      int bucket = BlockTable.bucketOf(weak[i], shift);
      begins[bucket + 1] = Math.min(BlockTable.BUCKET_CAPACITY, begins[bucket + 1] + 1);
    }
    for (int bucket = 0; bucket < used.length; bucket++) {
      begins[bucket + 1] += begins[bucket];
    }
    tags = new short[begins[used.length]];
    blocks = new int[tags.length];
  }

  static BlockIndexer of(int[] weak, byte[] strong, int count, int strongLength) {
    return new BlockIndexer(weak, strong, count, strongLength);
  }

  BlockTable table(int blockLength, long contentLength, BlockFilter filter) {
    for (int i = 0; i < count; i++) {
      filter.add(weak[i]);
      insert(i);
    }
    int kept = closeGaps();
    return new BlockTable(
        blockLength,
        contentLength,
        count,
        strong,
        strongLength,
        filter,
        shift,
        begins,
        Arrays.copyOf(tags, kept),
        Arrays.copyOf(blocks, kept));
  }

  private void insert(int block) {
    int bucket = BlockTable.bucketOf(weak[block], shift);
    short tag = (short) weak[block];
    int at = begins[bucket];
    int end = at + used[bucket];
    for (; at < end; at++) {
      if (tags[at] == tag && sameStrong(blocks[at], block)) {
        return;
      }
    }
    if (at < begins[bucket + 1]) {
      tags[at] = tag;
      blocks[at] = block;
      used[bucket]++;
    }
  }

  private boolean sameStrong(int a, int b) {
    int x = a * strongLength;
    int y = b * strongLength;
    return Arrays.equals(strong, x, x + strongLength, strong, y, y + strongLength);
  }

  private int closeGaps() {
    int to = 0;
    for (int bucket = 0; bucket < used.length; bucket++) {
      int from = begins[bucket];
      System.arraycopy(tags, from, tags, to, used[bucket]);
      System.arraycopy(blocks, from, blocks, to, used[bucket]);
      begins[bucket] = to;
      to += used[bucket];
    }
    begins[used.length] = to;
    return to;
  }
}
