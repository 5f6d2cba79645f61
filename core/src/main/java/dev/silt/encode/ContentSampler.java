package dev.silt.encode;

import dev.silt.io.ByteSource;
import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import java.util.SplittableRandom;

/**
 * Samples of a content that its bytes alone choose: the windows of 32 bytes whose hash begins with
 * enough zero bits, one window in {@code 2^bits} on average. Equal stretches of two contents have
 * the same samples wherever they stand, and samples of more zero bits are among those of fewer. The
 * hash is a gear hash (Xia et al., FastCDC) that shifts by two bits a byte. Windows of one repeated
 * byte are left out, as are those equal to the sample before. Stateless; linear.
 */
final class ContentSampler {

  /** Bytes of a window. */
  static final int WINDOW = 32;

  /** Fewest zero bits. */
  static final int MIN_BITS = 5;

  private static final int BUFFER_LENGTH = 1 << 16;
  private static final int SHIFT = Long.SIZE / WINDOW;
  private static final long[] GEAR = new SplittableRandom(0x5117).longs(256).toArray();

  /** Hashes of the windows of one repeated byte. */
  private static final long[] RUNS = new long[256];

  static {
    for (int value = 0; value < RUNS.length; value++) {
      for (int i = 0; i < WINDOW; i++) {
        RUNS[value] = (RUNS[value] << SHIFT) + GEAR[value];
      }
    }
  }

  private ContentSampler() {}

  /** Takes samples in the order of their offsets. */
  @FunctionalInterface
  interface Sink {

    /**
     * Takes one.
     *
     * @param offset of the window
     * @param hash of the window, {@link #zeroBits} of it zeros in front
     */
    void take(long offset, long hash);
  }

  /** {@return how many samples a content of some length has at most} */
  static long limit(long length, int bits) {
    return 4 + 2 * (length >> bits);
  }

  /** {@return zero bits that a sample's hash begins with} */
  static int zeroBits(long hash) {
    return Long.numberOfLeadingZeros(hash);
  }

  /**
   * Reads a content once.
   *
   * @param source the content
   * @param bits zero bits to begin with at least
   * @param sink takes the samples, at most {@link #limit}
   */
  static void sample(ByteSource source, int bits, Sink sink) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER_LENGTH, source.length())];
    long left = limit(source.length(), bits);
    long previous = 0;
    long hash = 0;
    int n;
    for (long offset = 0; (n = source.read(offset, buffer, 0, buffer.length)) > 0; offset += n) {
      ProgressMeter.checkCancelled();
      for (int i = 0; i < n; i++) {
        int value = buffer[i] & 0xff;
        hash = (hash << SHIFT) + GEAR[value];
        if (hash >>> Long.SIZE - bits == 0
            && offset + i >= WINDOW - 1
            && hash != previous
            && hash != RUNS[value]) {
          if (left-- == 0) {
            return;
          }
          sink.take(offset + i - (WINDOW - 1), hash);
          previous = hash;
        }
      }
    }
  }
}
