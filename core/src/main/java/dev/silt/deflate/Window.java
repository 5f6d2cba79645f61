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
  private static final int PLACE_MASK = REACH - 1;
  private static final int THREE_BYTES = 0xffffff;

  private final byte[] bytes = new byte[LENGTH + Long.BYTES];

  /** By hash: the latest position. */
  private final int[] heads = new int[HASH_MASK + 1];

  /**
   * By place, which is the position modulo the reach: the place of the position before that has the
   * same hash, or itself if that is out of reach. Distances on the way back grow as long as all is
   * within reach.
   */
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
    int shift = base & ~PLACE_MASK; // so that all keep their places
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
    links[at & PLACE_MASK] = (char) ((at - head < REACH ? head : at) & PLACE_MASK);
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
    int here = position;
    int index = here - base;
    int most = Math.min(Alphabet.MAX_LENGTH, end - here);
    int enough = Math.min(nice, most);
    int reach = Math.min(index, MAX_DISTANCE); // distances on the way are below
    int best = least;
    int bestStart = matchStart;
    // A longer match has the last three bytes of the best one and one more. Few have: the inner
    // loop is for all others. It goes from place to place, which is all that the next step waits
    // for, and asks for the next one before it looks at this one.
    int tailAt = index + Math.max(0, best - 3);
    int mask = best < 3 ? THREE_BYTES : -1;
    int tail = LittleEndian.getInt(plain, tailAt);
    int place = first & PLACE_MASK;
    int distance = here - first;
    int left = best < most ? chain : 0;
    while (left > 0) {
      place = before[place];
      int next = here - place & PLACE_MASK;
      while (((LittleEndian.getInt(plain, tailAt - distance) ^ tail) & mask) != 0) {
        if (next <= distance || next >= reach || --left == 0) {
          matchStart = bestStart;
          return best;
        }
        distance = next;
        place = before[place];
        next = here - place & PLACE_MASK;
      }
      int length = common(plain, index, index - distance, most);
      if (length > best) {
        best = length;
        bestStart = here - distance;
        if (length >= enough) {
          break;
        }
        tailAt = index + best - 3;
        mask = -1;
        tail = LittleEndian.getInt(plain, tailAt);
      }
      left = next <= distance || next >= reach ? 0 : left - 1;
      distance = next;
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
