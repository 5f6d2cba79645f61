package dev.silt.delta;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the chunks of one stream, in order: each with the stream's other coder or as the next
 * part of its zstd frame, whichever is smaller. One thread at a time may compress; another may
 * close meanwhile.
 */
final class ChunkWriter implements Closeable {

  /** Longer chunks are weighed against a quick zstd, not against a thorough one. */
  private static final int THOROUGH_LENGTH = 1 << 16;

  private static final int QUICK_LEVEL = 3;

  /**
   * Streams of one chunk up to this get tables of their own length: clearing zstd's usual ones
   * takes far longer.
   */
  private static final int SHORT_LENGTH = 1 << 18;

  private static final int MIN_WINDOW_LOG = 10;

  private final ContentStream stream;
  private final int zstdLevel;
  private final @Nullable ChunkCoder coder;
  private final ByteArrayOutputStream coded = new ByteArrayOutputStream();
  private @Nullable OutputStream zstd;
  private boolean begun;
  private boolean closed;

  /**
   * Begins a stream.
   *
   * @param stream which
   * @param zstdLevel 1 to 22
   * @param coder the other coder, or null
   */
  ChunkWriter(ContentStream stream, int zstdLevel, @Nullable ChunkCoder coder) {
    this.stream = stream;
    this.zstdLevel = zstdLevel;
    this.coder = coder;
  }

  /** Begins the stream's zstd frame, which will hold so many bytes at most. */
  private OutputStream begin(int length) throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    ZstdOutputStreamNoFinalizer out =
        new ZstdOutputStreamNoFinalizer(coded).setChecksum(false).setLevel(zstdLevel);
    if (length > SHORT_LENGTH) {
      return out.setWindowLog(stream.windowLog());
    }
    int lengthLog = Integer.SIZE - Integer.numberOfLeadingZeros(length - 1);
    int windowLog = Math.max(MIN_WINDOW_LOG, lengthLog);
    return out.setWindowLog(windowLog).setHashLog(windowLog + 1).setChainLog(windowLog + 1);
  }

  /**
   * {@return whether chunks depend on nothing but the chunks before them, so that another thread
   * may compress them}
   */
  boolean isDetached() {
    return coder == null || !coder.codec().isBits();
  }

  /**
   * Compresses the next chunk.
   *
   * @param raw its bytes
   * @param last whether no chunk follows
   * @return codec and bytes, as they stand in the section
   * @throws IOException if this is closed
   */
  synchronized byte[] compress(byte[] raw, boolean last) throws IOException {
    PayloadWriter chunk = new PayloadWriter();
    if (coder != null) {
      if (last && !begun) {
        coder.expect(raw.length);
      }
      begun = true;
      byte[] other = coder.finish(raw);
      if (!last && coder.isSolid() || other.length <= zstdLength(raw)) {
        coder.keep();
        return chunk.number(coder.codec().code()).bytes(other).toBytes();
      }
      coder.drop();
    }
    OutputStream frame = zstd;
    if (frame == null) {
      frame = begin(last ? raw.length : Integer.MAX_VALUE);
      zstd = frame;
    }
    frame.write(raw);
    frame.flush();
    chunk.number(StreamCodec.ZSTD.code()).bytes(coded.toByteArray());
    coded.reset();
    return chunk.toBytes();
  }

  /** About what zstd would make of a chunk. */
  private int zstdLength(byte[] raw) {
    int level = raw.length <= THOROUGH_LENGTH ? zstdLevel : Math.min(zstdLevel, QUICK_LEVEL);
    return Zstd.compress(raw, level).length;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (zstd != null) {
      zstd.close();
    }
  }
}
