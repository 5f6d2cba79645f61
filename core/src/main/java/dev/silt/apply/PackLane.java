package dev.silt.apply;

import dev.silt.deflate.DeflateEncoder;
import dev.silt.io.ByteSource;
import dev.silt.io.Spool;
import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What one thread needs to deflate: an encoder, a buffer, and a work file for the streams. Heap:
 * 0.6 MiB, however long the members are. For one thread at a time; what was flushed can be read by
 * any.
 */
final class PackLane {

  private static final int BUFFER_LENGTH = 1 << 16;

  private final Spool streams;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private @Nullable DeflateEncoder encoder;

  PackLane(Spool streams) {
    this.streams = streams;
  }

  /** Forgets all streams. */
  void clear() throws IOException {
    if (streams.position() > 0) {
      streams.clear();
    }
  }

  /** {@return where the next stream begins} */
  long position() {
    return streams.position();
  }

  void flush() throws IOException {
    streams.flush();
  }

  ByteSource stream(long offset, long length) throws IOException {
    return streams.slice(offset, length);
  }

  /**
   * Reads a content.
   *
   * @param content all of it is read
   * @param model how it is deflated on the way; 0 if it is not
   * @return its CRC-32
   */
  int read(ByteSource content, int model) throws IOException {
    DeflateEncoder deflate = model > 0 ? encoder(model) : null;
    CRC32 crc = new CRC32();
    long length = content.length();
    for (long done = 0; done < length; ) {
      ProgressMeter.checkCancelled();
      int n = (int) Math.min(buffer.length, length - done);
      content.readFully(done, buffer, 0, n);
      crc.update(buffer, 0, n);
      if (deflate != null) {
        deflate.write(buffer, 0, n);
      }
      done += n;
    }
    if (deflate != null) {
      deflate.finish();
    }
    return (int) crc.getValue();
  }

  private DeflateEncoder encoder(int level) {
    DeflateEncoder known = encoder;
    if (known == null) {
      known = DeflateEncoder.create(level, streams);
      encoder = known;
    } else {
      known.reset(level, streams);
    }
    return known;
  }
}
