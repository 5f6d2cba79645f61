package dev.silt.deflate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Short ways there and back. */
final class Deflated {

  private Deflated() {}

  static byte[] of(byte[] plain, int level) throws IOException {
    return of(DeflateEncoder.create(level, new ByteArrayOutputStream()), plain, level);
  }

  static byte[] of(DeflateEncoder encoder, byte[] plain, int level) throws IOException {
    return inPieces(encoder, plain, level, Math.max(1, plain.length));
  }

  static byte[] inPieces(DeflateEncoder encoder, byte[] plain, int level, int pieceLength)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    encoder.reset(level, out);
    for (int done = 0; done < plain.length; done += pieceLength) {
      encoder.write(plain, done, Math.min(pieceLength, plain.length - done));
    }
    encoder.finish();
    return out.toByteArray();
  }

  /** {@return what the JDK decodes, which must take all bytes} */
  static byte[] inflated(byte[] deflated, int length) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      byte[] plain = new byte[length + 1];
      int count = 0;
      while (!inflater.finished()) {
        int n = inflater.inflate(plain, count, plain.length - count);
        if (n == 0 && !inflater.finished()) {
          throw new DataFormatException("no end after " + count + " bytes");
        }
        count += n;
      }
      if (inflater.getRemaining() > 0) {
        throw new DataFormatException("bytes behind the end: " + inflater.getRemaining());
      }
      return Arrays.copyOf(plain, count);
    } finally {
      inflater.end();
    }
  }
}
