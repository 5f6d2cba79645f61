package dev.silt.signature;

import java.io.IOException;
import java.io.InputStream;

/**
 * Finds the blocks of a base in a target, at any offset, from the base's {@link BlockTable} alone.
 *
 * <p>After a block was found the next block of the base is tried first, so bytes that the target
 * has in common with the base go by at the speed of the strong hash. Elsewhere the weak hash moves
 * on byte by byte: {@link RollingWindow#hashes} fills an array with the hashes of the windows
 * ahead, and the table looks through it. Two short loops without calls are faster than one that
 * does both, since the compiler keeps their few values in registers.
 *
 * <p>The last block of a base, when shorter, is found after the block before it, and at the
 * target's end. Of blocks with equal hashes the first is copied.
 *
 * <p>Cost: one weak hash and one look at a bitmap for each byte that matches nothing. Weak hashes
 * can be forged, and then each byte would cost a strong hash in vain; these are given up while they
 * amount to more than {@value #STRONG_BYTES} times the bytes passed, which honest data never comes
 * near. What is missed is a literal. Memory: four blocks, or 256 KiB, and 64 to 256 KiB. One thread
 * at a time.
 */
public final class BlockScanner {

  /** Bytes that may be strongly hashed in vain for each byte of the target. */
  private static final long STRONG_BYTES = 4;

  /** Positions hashed at once: few after a match, when the next one may be near, then more. */
  private static final int FEWEST_POSITIONS = 1 << 10;

  private static final int MOST_POSITIONS = 1 << 14;

  /** As {@link #MOST_POSITIONS}, for long blocks, whose hashes are dear to begin. */
  private static final int MOST_POSITIONS_OF_LONG_BLOCKS = 1 << 16;

  private final BlockTable table;
  private final RollingHash weak;
  private final RollingWindow window;
  private final StrongHash strong;
  private final byte[] hash;
  private final int[] hashes;
  private long candidateCount;
  private long falseMatchCount;

  private BlockScanner(BlockTable table, RollingHash weak, StrongHash strong) {
    this.table = table;
    this.weak = weak;
    this.strong = strong;
    window = weak.window(table.blockLength());
    hash = new byte[strong.length()];
    int ofLong =
        Math.min(MOST_POSITIONS_OF_LONG_BLOCKS, Integer.highestOneBit(table.blockLength()));
    hashes = new int[Math.max(MOST_POSITIONS, ofLong)];
  }

  /**
   * @param table the base's blocks
   * @param weak the weak hash they were signed with
   * @param strong the strong hash they were signed with
   * @return a scanner, for any number of targets
   */
  public static BlockScanner create(BlockTable table, RollingHash weak, StrongHash strong) {
    if (strong.length() != table.strongLength()) {
      throw new IllegalArgumentException("the table holds strong hashes of another length");
    }
    return new BlockScanner(table, weak, strong);
  }

  /**
   * Scans a target. The outcome depends on its bytes only, not on the sizes of the pieces in which
   * it is read.
   *
   * @param target all of it, of any length; read to its end and not closed
   * @param sink takes what it is made of
   * @throws IOException if the target cannot be read, the sink fails or the thread was interrupted
   */
  public void scan(InputStream target, ScanSink sink) throws IOException {
    new Run(new ScanBuffer(target, sink, table.blockLength())).run();
  }

  /** {@return weak hashes that were in the table, in all scans} */
  public long candidateCount() {
    return candidateCount;
  }

  /** {@return those of them whose strong hash was not} */
  public long falseMatchCount() {
    return falseMatchCount;
  }

  /** One scan. */
  private final class Run {

    private final ScanBuffer buffer;
    private int nextBlock = table.blockCount();
    private int positions = FEWEST_POSITIONS;

    /** Whether the hash of the window at the position is known, and that hash. */
    private boolean rolled;

    private int rolledHash;
    private long strongCredit = STRONG_BYTES * table.blockLength();

    Run(ScanBuffer buffer) {
      this.buffer = buffer;
    }

    void run() throws IOException {
      int blockLength = table.blockLength();
      int ahead;
      while ((ahead = buffer.ahead(blockLength)) >= blockLength) {
        if (!copiedNext(ahead)) {
          roll(Math.min(positions, ahead - blockLength + 1), ahead);
        }
      }
      if (!copiedNext(ahead)) {
        copyTail(ahead);
      }
      buffer.skip(buffer.ahead(0));
      buffer.finish();
    }

    /** Copies the base's next block if it lies ahead. */
    private boolean copiedNext(int ahead) throws IOException {
      if (nextBlock == table.blockCount()) {
        return false;
      }
      int block = nextBlock;
      int length = table.lengthOf(block);
      if (length <= ahead) {
        strong.hash(buffer.bytes(), buffer.position(), length, hash, 0);
        if (table.isBlock(block, hash)) {
          copy(block, length);
          return true;
        }
      }
      nextBlock = table.blockCount();
      return false;
    }

    /** Looks at the windows at the next positions; ends after them, or after a block. */
    private void roll(int count, int ahead) throws IOException {
      byte[] bytes = buffer.bytes();
      int from = buffer.position();
      int length = table.blockLength();
      int first = rolled ? rolledHash : weak.of(bytes, from, length);
      window.hashes(bytes, from, count, first, hashes);
      for (int k = table.next(hashes, 0, count); k < count; k = table.next(hashes, k + 1, count)) {
        int block = confirm(from + k, hashes[k]);
        if (block >= 0) {
          strongCredit += STRONG_BYTES * k;
          buffer.skip(k);
          copy(block, length);
          positions = FEWEST_POSITIONS;
          return;
        }
      }
      rolled = count + length <= ahead;
      if (rolled) {
        rolledHash =
            window.roll(
                hashes[count - 1], bytes[from + count - 1], bytes[from + count + length - 1]);
      }
      strongCredit += STRONG_BYTES * count;
      buffer.skip(count);
      positions = Math.min(hashes.length, 2 * positions);
    }

    private int confirm(int at, int weakHash) {
      int length = table.blockLength();
      candidateCount++;
      if (strongCredit < length) {
        return -1;
      }
      strong.hash(buffer.bytes(), at, length, hash, 0);
      int block = table.find(weakHash, hash);
      if (block < 0) {
        strongCredit -= length;
        falseMatchCount++;
      }
      return block >= 0 && table.lengthOf(block) == length ? block : -1;
    }

    /** At the target's end: looks for the base's last block, if that is shorter than others. */
    private void copyTail(int ahead) throws IOException {
      int block = table.blockCount() - 1;
      if (block < 0) {
        return;
      }
      int length = table.lengthOf(block);
      if (length < table.blockLength() && length <= ahead) {
        buffer.skip(ahead - length);
        strong.hash(buffer.bytes(), buffer.position(), length, hash, 0);
        if (table.isBlock(block, hash)) {
          copy(block, length);
        }
      }
    }

    private void copy(int block, int length) throws IOException {
      buffer.copy(table.offsetOf(block), length);
      nextBlock = block + 1;
      rolled = false;
    }
  }
}
