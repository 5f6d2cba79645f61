package dev.silt.image;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads zstd: any number of frames, skippable ones among them, up to the end of the input. Holds
 * native memory of the frame's window until it is closed. Not safe for several threads.
 */
final class ZstdInput extends InputStream {

  private final ZstdInputStreamNoFinalizer zstd;
  private final Limits limits;
  private final String what;

  /**
   * @param in compressed bytes; not closed by this stream
   * @param limits bounds the window
   * @param what the file, for messages
   * @throws IOException if zstd cannot be set up
   */
  ZstdInput(InputStream in, Limits limits, String what) throws IOException {
    this.zstd = new ZstdInputStreamNoFinalizer(new Unclosed(in));
    this.limits = limits;
    this.what = what;
    zstd.setLongMax(limits.zstdWindowLog());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    try {
      return zstd.read(target, from, count);
    } catch (ZstdIOException e) {
      if (e.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()) {
        int allowed = limits.zstdWindowLog();
        throw new LimitExceededException(
            what + ": zstd window (binary logarithm, at least)",
            allowed + 1L,
            allowed,
            "zstdWindowLog");
      }
      throw new CorruptDataException(what + ": damaged zstd data: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    zstd.close();
  }

  /** Keeps the blob open: its owner reads on to its end. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
