package dev.silt.unpack;

import dev.silt.io.ByteSource;
import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates raw deflate streams. Stateless. */
public final class Inflation {

  private static final int BUFFER_LENGTH = 1 << 14;

  private Inflation() {}

  /**
   * Inflates a stream, and not a byte more than it should make.
   *
   * @param stream all of the stream
   * @param plainLength bytes that it should make
   * @param out takes them
   * @return whether the stream is one, ends where it should and makes so much
   * @throws IOException if something cannot be read or written
   */
  public static boolean inflate(ByteSource stream, long plainLength, OutputStream out)
      throws IOException {
    byte[] plain = new byte[(int) Math.min(BUFFER_LENGTH, plainLength + 1)];
    byte[] input = new byte[(int) Math.min(BUFFER_LENGTH, stream.length())];
    Inflater inflater = new Inflater(true);
    try {
      long read = 0;
      long made = 0;
      while (!inflater.finished()) {
        ProgressMeter.checkCancelled();
        int n = inflater.inflate(plain, 0, plain.length);
        if (n > plainLength - made || inflater.needsDictionary()) {
          return false;
        }
        out.write(plain, 0, n);
        made += n;
        if (n == 0 && !inflater.finished()) {
          int left = (int) Math.min(input.length, stream.length() - read);
          if (!inflater.needsInput() || left == 0) {
            return false;
          }
          stream.readFully(read, input, 0, left);
          inflater.setInput(input, 0, left);
          read += left;
        }
      }
      return made == plainLength && inflater.getBytesRead() == stream.length();
    } catch (DataFormatException e) {
      return false;
    } finally {
      inflater.end();
    }
  }
}
