package dev.silt.deflate;

import dev.silt.io.LittleEndian;
import java.io.IOException;

/**
 * The last 64 KiB of the plain bytes, and where each string of three bytes was met before. Not
 * thread-safe; reused from stream to stream without clearing.
 *
 * <p>Positions count from the first byte of the first stream: what the tables hold from earlier
 * streams, or from bytes that the window has lost, lies at or before {@code base} and is not found.
 * zlib counts from the window's first byte instead, and takes 0 for "nothing": therefore the
 * window's first byte is never found here either.
 */
final class Window {

  /** Bytes that must be there to go on, unless the stream ends. */
  static final int MIN_LOOKAHEAD = Alphabet.MAX_LENGTH + Alphabet.MIN_LENGTH + 1;

  /** Distances that deflate can code. */
  private static final int REACH = 1 << 15;

  private static final int LENGTH = 2 * REACH;

  /** The longest distance that is used. */
  private static final int MAX_DISTANCE = REACH - MIN_LOOKAHEAD;

  private static final int HASH_SHIFT = 5;
  private static final int HASH_MASK = (1 << 3 * HASH_SHIFT) - 1;
  private static final int LINK_MASK = REACH - 1;
  private static final int THREE_BYTES = 0xffffff;
  private static final int FAR = Character.MAX_VALUE; // beyond what is within reach of anything

  private final byte[] bytes = new byte[LENGTH + Long.BYTES];

  /** By hash: the latest position. */
  private final int[] heads = new int[HASH_MASK + 1];

  /** By position: how far back the one before with the same hash is; {@link #FAR} at most. */
  private final char[] links = new char[REACH];

  /** From here on positions are counted anew. */
  private final int maxBase;

  /** Position of the window's first byte. */
  private int base;

  private int position;
  private int end;
  private int blockStart;
  private int matchStart;

  Window(int maxBase) {
    this.maxBase = maxBase;
  }

  /** Begins a stream: all positions of the one before become unreachable. */
  void reset() {
    base = end;
    position = end;
    blockStart = end;
    matchStart = end;
    limitBase();
  }

  /**
   * Takes bytes until the window is full.
   *
   * @return how many it took
   */
  int fill(byte[] plain, int offset, int length) {
    int at = end - base;
    int taken = Math.min(length, LENGTH - at);
    System.arraycopy(plain, offset, bytes, at, taken);
    end += taken;
    return taken;
  }

  boolean isFull() {
    return end - base == LENGTH;
  }

  /** Makes room if the position has come so near to the window's end that zlib would. */
  void slide() {
    if (position - base >= LENGTH - MIN_LOOKAHEAD) {
      System.arraycopy(bytes, REACH, bytes, 0, end - base - REACH);
      base += REACH;
      limitBase();
    }
  }

  /** Keeps positions far from where an int ends. */
  private void limitBase() {
    if (base < maxBase) {
      return;
    }
    int shift = base & ~LINK_MASK; // so that links keep their places
    for (int i = 0; i < heads.length; i++) {
      heads[i] = Math.max(0, heads[i] - shift);
    }
    base -= shift;
    position -= shift;
    end -= shift;
    blockStart -= shift;
    matchStart -= shift;
  }

  /** {@return number of bytes from the position to the end} */
  int lookahead() {
    return end - position;
  }

  /** {@return the next byte to be coded} */
  int position() {
    return position;
  }

  void moveTo(int newPosition) {
    position = newPosition;
  }

  byte at(int at) {
    return bytes[at - base];
  }

  /**
   * Enters the three bytes at a position.
   *
   * @return the latest position before that whose three bytes have the same hash
   */
  int insert(int at) {
    int four = LittleEndian.getInt(bytes, at - base);
    int hash =
        (four << 2 * HASH_SHIFT
                ^ (four >>> Byte.SIZE & 0xff) << HASH_SHIFT
                ^ four >>> 2 * Byte.SIZE & 0xff)
            & HASH_MASK;
    int head = heads[hash];
    links[at & LINK_MASK] = (char) Math.min(at - head, FAR);
    heads[hash] = at;
    return head;
  }

  /** {@return whether a match at the position may begin there} */
  boolean reaches(int candidate) {
    return candidate > base && position - candidate <= MAX_DISTANCE;
  }

  /**
   * Looks for a match of the bytes at the position.
   *
   * @param first the latest position with the same hash, within reach
   * @param least only longer matches count
   * @param chain how many positions are looked at
   * @param nice a match of this length ends the search
   * @return length of the longest match, the nearest of several; or {@code least} if there is none
   */
  int longest(int first, int least, int chain, int nice) {
    byte[] plain = bytes;
    char[] before = links;
    int start = base;
    int index = position - start;
    int most = Math.min(Alphabet.MAX_LENGTH, end - position);
    int enough = Math.min(nice, most);
    int limit = Math.max(start, position - MAX_DISTANCE);
    int best = least;
    int bestStart = matchStart;
    // A longer match has the last three bytes of the best one and one more. Few have: the inner
    // loop is for all others, and asks for the next position before it looks at this one.
    int tailAt = Math.max(0, best - 3) - start;
    int mask = best < 3 ? THREE_BYTES : -1;
    int tail = LittleEndian.getInt(plain, position + tailAt);
    int candidate = first;
    int left = best < most ? chain : 0;
    while (left > 0) {
      int next = candidate - before[candidate & LINK_MASK];
      while (((LittleEndian.getInt(plain, candidate + tailAt) ^ tail) & mask) != 0) {
        candidate = next;
        if (candidate <= limit || --left == 0) {
          matchStart = bestStart;
          return best;
        }
        next = candidate - before[candidate & LINK_MASK];
      }
      int length = common(plain, index, candidate - start, most);
      if (length > best) {
        best = length;
        bestStart = candidate;
        if (length >= enough) {
          break;
        }
        tailAt = best - 3 - start;
        mask = -1;
        tail = LittleEndian.getInt(plain, position + tailAt);
      }
      candidate = next;
      left = candidate <= limit ? 0 : left - 1;
    }
    matchStart = bestStart;
    return best;
  }

  private static int common(byte[] plain, int a, int b, int most) {
    for (int i = 0; i < most; i += Long.BYTES) {
      long difference = LittleEndian.getLong(plain, a + i) ^ LittleEndian.getLong(plain, b + i);
      if (difference != 0) {
        return Math.min(most, i + (Long.numberOfTrailingZeros(difference) >>> 3));
      }
    }
    return most;
  }

  /** {@return where the last match found begins} */
  int matchStart() {
    return matchStart;
  }

  /** Ends the block before the position. */
  void endBlock(BlockWriter block, boolean last) throws IOException {
    block.end(bytes, blockStart - base, position - blockStart, last);
    blockStart = position;
  }
}
