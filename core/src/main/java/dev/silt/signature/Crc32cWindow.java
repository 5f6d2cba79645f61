package dev.silt.signature;

import java.util.zip.CRC32C;

/**
 * Moves {@link Crc32cHash}: {@code h' = S(h ^ in ^ leaving[out])}, where S is {@link Crc32cStep}.
 * The table holds what cancels a byte after n more bytes (n is the window's length), and with it
 * the constants that the inversions of CRC-32C leave behind.
 */
final class Crc32cWindow implements RollingWindow {

  /** Windows that {@link #hashes} moves side by side; the code below is written for 4. */
  private static final int LANES = 4;

  /** With fewer positions for each lane, starting the lanes costs more than they bring. */
  private static final int SHORTEST_LANE = 256;

  private static final byte[] ZEROS = new byte[1 << 13];

  private final int length;

  /** What is xored to the register for a leaving byte; its index is the byte, unsigned. */
  private final int[] leaving;

  private Crc32cWindow(int length, int[] leaving) {
    this.length = length;
    this.leaving = leaving;
  }

  /**
   * With crc the ordinary CRC-32C, a window of n bytes moves by {@code h' = S(h ^ in) ^ crc(out
   * 0^n) ^ crc(0^n) ^ crc(0)}: the first crc takes the leaving byte back, the rest are the
   * inversions. Each element is computed from those of single bits.
   */
  static Crc32cWindow of(int length) {
    int constant = crcOfByteAndZeros(0, length - 1) ^ crcOfByteAndZeros(0, 0);
    int zero = crcOfByteAndZeros(0, length);
    int[] afterStep = new int[256];
    afterStep[0] = zero ^ constant;
    for (int bit = 1; bit < 256; bit <<= 1) {
      int ofBit = crcOfByteAndZeros(bit, length) ^ zero;
      for (int b = 0; b < bit; b++) {
        afterStep[bit + b] = afterStep[b] ^ ofBit;
      }
    }
    int[] leaving = new int[256];
    for (int b = 0; b < 256; b++) {
      leaving[b] = Crc32cStep.undo(afterStep[b]);
    }
    return new Crc32cWindow(length, leaving);
  }

  private static int crcOfByteAndZeros(int b, int zeros) {
    CRC32C crc = new CRC32C();
    crc.update(b);
    for (int rest = zeros; rest > 0; rest -= ZEROS.length) {
      crc.update(ZEROS, 0, Math.min(rest, ZEROS.length));
    }
    return (int) crc.getValue();
  }

  @Override
  public int roll(int hash, byte out, byte in) {
    return Crc32cStep.step(hash ^ (in & 0xFF) ^ leaving[out & 0xFF]);
  }

  @Override
  public void hashes(byte[] bytes, int from, int count, int first, int[] into) {
    int lane = count / LANES;
    if (lane < Math.max(SHORTEST_LANE, length / LANES)) {
      one(bytes, from, 0, count, first, into);
    } else {
      four(bytes, from, lane, first, into);
      int done = LANES * lane;
      if (done < count) {
        int at = from + done;
        int next = roll(into[done - 1], bytes[at - 1], bytes[at - 1 + length]);
        one(bytes, from, done, count, next, into);
      }
    }
  }

  private void one(byte[] bytes, int from, int begin, int end, int first, int[] into) {
    int[] step = Crc32cStep.TABLE;
    int[] table = leaving;
    int mask = table.length - 1;
    int out = from - 1;
    int in = from - 1 + length;
    int hash = first;
    into[begin] = hash;
    for (int k = begin + 1; k < end; k++) {
      int x = hash ^ ((bytes[in + k] & 0xFF) ^ table[bytes[out + k] & mask]);
      hash = (x >>> 8) ^ step[x & 0xFF];
      into[k] = hash;
    }
  }

  /**
   * Each hash waits for a table element that the one before it selects, about seven cycles; four
   * windows far apart wait at the same time.
   */
  private void four(byte[] bytes, int from, int lane, int first, int[] into) {
    int[] step = Crc32cStep.TABLE;
    int[] table = leaving;
    int mask = table.length - 1;
    int out = from - 1;
    int in = from - 1 + length;
    int lane2 = 2 * lane;
    int lane3 = 3 * lane;
    int h0 = first;
    int h1 = Crc32cHash.INSTANCE.of(bytes, from + lane, length);
    int h2 = Crc32cHash.INSTANCE.of(bytes, from + lane2, length);
    int h3 = Crc32cHash.INSTANCE.of(bytes, from + lane3, length);
    into[0] = h0;
    into[lane] = h1;
    into[lane2] = h2;
    into[lane3] = h3;
    for (int k = 1; k < lane; k++) {
      int x0 = h0 ^ ((bytes[in + k] & 0xFF) ^ table[bytes[out + k] & mask]);
      int x1 = h1 ^ ((bytes[in + k + lane] & 0xFF) ^ table[bytes[out + k + lane] & mask]);
      int x2 = h2 ^ ((bytes[in + k + lane2] & 0xFF) ^ table[bytes[out + k + lane2] & mask]);
      int x3 = h3 ^ ((bytes[in + k + lane3] & 0xFF) ^ table[bytes[out + k + lane3] & mask]);
      h0 = (x0 >>> 8) ^ step[x0 & 0xFF];
      h1 = (x1 >>> 8) ^ step[x1 & 0xFF];
      h2 = (x2 >>> 8) ^ step[x2 & 0xFF];
      h3 = (x3 >>> 8) ^ step[x3 & 0xFF];
      into[k] = h0;
      into[k + lane] = h1;
      into[k + lane2] = h2;
      into[k + lane3] = h3;
    }
  }
}
