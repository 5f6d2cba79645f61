package dev.silt.encode;

import dev.silt.deflate.DeflateEncoder;
import dev.silt.io.ByteSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Finds the level at which zlib makes a stream. Stateless. */
final class LevelSearch {

  private static final int[] LEVELS = {6, 9, 1, 5, 8, 7, 4, 3, 2};
  private static final int BUFFER_LENGTH = 1 << 14;

  private LevelSearch() {}

  /**
   * Tries levels, first one that is likely.
   *
   * @param plain what the stream holds
   * @param stream the deflated stream
   * @param guess the level that is tried first; 0 if none is likely
   * @return the first level that makes the stream, or 0
   */
  static int find(ByteSource plain, ByteSource stream, int guess) throws IOException {
    if (guess > 0 && makes(plain, stream, guess)) {
      return guess;
    }
    for (int level : LEVELS) {
      if (level != guess && makes(plain, stream, level)) {
        return level;
      }
    }
    return 0;
  }

  private static boolean makes(ByteSource plain, ByteSource stream, int level)
      throws IOException {
    Comparison comparison = new Comparison(stream);
    DeflateEncoder encoder = DeflateEncoder.create(level, comparison);
    byte[] buffer = new byte[(int) Math.min(BUFFER_LENGTH, plain.length())];
    for (long done = 0; done < plain.length(); ) {
      int n = (int) Math.min(buffer.length, plain.length() - done);
      plain.readFully(done, buffer, 0, n);
      encoder.write(buffer, 0, n);
      if (!comparison.equal) {
        return false;
      }
      done += n;
    }
    encoder.finish();
    return comparison.equal && comparison.position == stream.length();
  }

  private static final class Comparison extends OutputStream {
    private final ByteSource expected;
    private byte[] buffer = new byte[0];
    private long position;
    private boolean equal = true;

    Comparison(ByteSource expected) {
      this.expected = expected;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (equal && count <= expected.length() - position) {
        buffer = buffer.length < count ? new byte[count] : buffer;
        expected.readFully(position, buffer, 0, count);
        equal = Arrays.equals(bytes, from, from + count, buffer, 0, count);
      } else {
        equal = false;
      }
      position += count;
    }
  }
}
