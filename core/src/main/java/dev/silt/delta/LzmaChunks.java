package dev.silt.delta;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.FinishableOutputStream;
import org.tukaani.xz.FinishableWrapperOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.UnsupportedOptionsException;

/**
 * Literals as LZMA2 data, solid over all chunks. Only the last chunk may be dropped. Not safe for
 * several threads.
 */
final class LzmaChunks implements ChunkCoder {

  private static final int LITERAL_CONTEXT_BITS = 4;

  private final ByteArrayOutputStream coded = new ByteArrayOutputStream();
  private final LZMA2Options options;
  private @Nullable FinishableOutputStream lzma;

  private LzmaChunks(LZMA2Options options) {
    this.options = options;
  }

  static LzmaChunks create(ContentStream stream, int preset) throws IOException {
    LZMA2Options options = new LZMA2Options(preset);
    options.setDictSize(stream.windowLength());
    // Literals begin anywhere, so the position says nothing; 0.1 to 0.4 % less than by default.
    options.setLcLp(LITERAL_CONTEXT_BITS, 0);
    options.setPb(0);
    return new LzmaChunks(options);
  }

  @Override
  public StreamCodec codec() {
    return StreamCodec.LZMA;
  }

  /** A dictionary of that length: the encoder clears tables in proportion. */
  @Override
  public void expect(int length) {
    try {
      options.setDictSize(
          Math.max(LZMA2Options.DICT_SIZE_MIN, Math.min(length, options.getDictSize())));
    } catch (UnsupportedOptionsException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] finish(byte[] raw) throws IOException {
    FinishableOutputStream out = lzma;
    if (out == null) {
      out = options.getOutputStream(new FinishableWrapperOutputStream(coded));
      lzma = out;
    }
    out.write(raw);
    out.flush();
    byte[] chunk = coded.toByteArray();
    coded.reset();
    return chunk;
  }

  @Override
  public boolean isSolid() {
    return true;
  }

  @Override
  public void keep() {}

  @Override
  public void drop() {}
}
