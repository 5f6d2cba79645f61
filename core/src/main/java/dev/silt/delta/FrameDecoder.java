package dev.silt.delta;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.silt.error.CorruptDataException;
import java.io.Closeable;
import java.nio.ByteBuffer;

/**
 * Decodes one zstd frame that comes in chunks, each of which decodes to a known number of bytes.
 * Holds the frame's window outside of the heap. Not safe for several threads.
 */
final class FrameDecoder implements Closeable {

  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();

  private FrameDecoder() {}

  static FrameDecoder open(int windowLog) {
    FrameDecoder decoder = new FrameDecoder();
    decoder.zstd.setLongMax(windowLog);
    return decoder;
  }

  /**
   * Decodes the next chunk.
   *
   * @param coded the frame's next bytes
   * @param length bytes that they decode to, checked against a limit
   * @return the bytes
   * @throws CorruptDataException if they decode to fewer or more, or end the frame
   */
  byte[] decode(byte[] coded, int length) throws CorruptDataException {
    byte[] decoded = new byte[length];
    ByteBuffer in = ByteBuffer.wrap(coded);
    ByteBuffer out = ByteBuffer.wrap(decoded);
    ByteBuffer surplus = ByteBuffer.allocate(1);
    step(in, out);
    // what may be left, as an empty block, decodes to nothing
    step(in, surplus);
    if (in.hasRemaining() || out.hasRemaining() || surplus.position() > 0) {
      throw corrupt("chunk and its coded form differ in length");
    }
    return decoded;
  }

  private void step(ByteBuffer in, ByteBuffer out) throws CorruptDataException {
    boolean ended;
    try {
      ended = zstd.decompressByteBufferStream(out, in);
    } catch (ZstdException e) {
      throw new CorruptDataException("delta is damaged: zstd, section=CONTENTS", e);
    }
    if (ended) {
      throw corrupt("frame of a stream ends");
    }
  }

  private static CorruptDataException corrupt(String what) {
    return new CorruptDataException("delta is damaged: " + what + ", section=CONTENTS");
  }

  @Override
  public void close() {
    zstd.close();
  }
}
