package dev.silt.delta;

import dev.silt.error.CorruptDataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.LZMA2InputStream;

/**
 * Decodes LZMA2 data that come in chunks, each of which decodes to a known number of bytes. Holds
 * the window on the heap. Not safe for several threads.
 */
final class LzmaDecoder {

  private final Chunks chunks = new Chunks();
  private final LZMA2InputStream lzma;

  /** The chunk that is being decoded. */
  private static final class Chunks extends InputStream {
    ByteArrayInputStream current = new ByteArrayInputStream(new byte[0]);

    @Override
    public int read() {
      return current.read();
    }

    @Override
    public int read(byte[] bytes, int from, int count) {
      return current.read(bytes, from, count);
    }
  }

  private LzmaDecoder(int windowLength) {
    this.lzma = new LZMA2InputStream(chunks, windowLength);
  }

  static LzmaDecoder open(ContentStream stream) {
    return new LzmaDecoder(stream.windowLength());
  }

  /**
   * Decodes the next chunk.
   *
   * @param coded the data's next bytes
   * @param length bytes that they decode to, checked against a limit
   * @return the bytes
   * @throws CorruptDataException if they decode to fewer or more, or end the data
   */
  byte[] decode(byte[] coded, int length) throws CorruptDataException {
    chunks.current = new ByteArrayInputStream(coded);
    byte[] decoded = new byte[length];
    try {
      int done = 0;
      while (done < length) {
        int n = lzma.read(decoded, done, length - done);
        if (n < 0) {
          throw corrupt("LZMA2 data end early", null);
        }
        done += n;
      }
      if (lzma.available() > 0 || chunks.current.available() > 0) {
        throw corrupt("chunk and its coded form differ in length", null);
      }
    } catch (CorruptDataException e) {
      throw e;
    } catch (IOException e) {
      throw corrupt("LZMA2", e);
    }
    return decoded;
  }

  private static CorruptDataException corrupt(String what, @Nullable IOException cause) {
    String message = "delta is damaged: " + what + ", section=CONTENTS";
    return cause == null
        ? new CorruptDataException(message)
        : new CorruptDataException(message, cause);
  }
}
