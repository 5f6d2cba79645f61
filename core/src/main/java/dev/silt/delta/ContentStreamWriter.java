package dev.silt.delta;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.silt.io.Leb128;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;

/**
 * Writes the content streams as CONTENTS sections: a section is cut whenever one stream has {@value
 * #SEGMENT_LENGTH} bytes or more. Each stream is one solid zstd frame over all sections, flushed
 * where they are cut. Not safe for several threads.
 */
public final class ContentStreamWriter implements Closeable {

  /** Decoded bytes of one stream after which a segment is cut. */
  static final int SEGMENT_LENGTH = 1 << 20;

  /** Decoded bytes of one stream in one segment at most; a decoder refuses more. */
  static final int MAX_SEGMENT_LENGTH = 2 * SEGMENT_LENGTH;

  private static final int PIECE_LENGTH = 1 << 16;

  private final DeltaWriter out;
  private final Map<ContentStream, Lane> lanes = new EnumMap<>(ContentStream.class);

  /** One stream on its way into its frame. */
  private static final class Lane {
    final ByteArrayOutputStream coded = new ByteArrayOutputStream();
    final OutputStream zstd;
    int length;

    Lane(ContentStream stream, int level) throws IOException {
      zstd =
          new ZstdOutputStreamNoFinalizer(coded)
              .setChecksum(false)
              .setLevel(level)
              .setWindowLog(stream.windowLog());
    }
  }

  private ContentStreamWriter(DeltaWriter out) {
    this.out = out;
  }

  /**
   * Begins the streams.
   *
   * @param out where the sections go
   * @param level of zstd, 1 to 22
   * @return the writer
   * @throws IOException if zstd refuses its parameters
   */
  public static ContentStreamWriter create(DeltaWriter out, int level) throws IOException {
    ContentStreamWriter writer = new ContentStreamWriter(out);
    for (ContentStream stream : ContentStream.values()) {
      writer.lanes.put(stream, new Lane(stream, level));
    }
    return writer;
  }

  private Lane lane(ContentStream stream) {
    Lane lane = lanes.get(stream);
    if (lane == null) {
      throw new IllegalStateException("closed");
    }
    return lane;
  }

  /**
   * Appends a number to a stream.
   *
   * @param stream which
   * @param value unsigned
   * @throws IOException if the delta cannot be written
   */
  public void number(ContentStream stream, long value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Leb128.write(bytes, value);
    bytes(stream, bytes.toByteArray(), 0, bytes.size());
  }

  /**
   * Appends bytes to a stream.
   *
   * @param stream which
   * @param bytes an array
   * @param from first index
   * @param count how many
   * @throws IOException if the delta cannot be written
   */
  public void bytes(ContentStream stream, byte[] bytes, int from, int count) throws IOException {
    Lane lane = lane(stream);
    for (int done = 0; done < count; ) {
      int n = Math.min(PIECE_LENGTH, count - done);
      lane.zstd.write(bytes, from + done, n);
      lane.length += n;
      done += n;
      if (lane.length >= SEGMENT_LENGTH) {
        cut();
      }
    }
  }

  private void cut() throws IOException {
    PayloadWriter payload = new PayloadWriter();
    for (ContentStream stream : ContentStream.values()) {
      Lane lane = lane(stream);
      payload.number(lane.length);
      if (lane.length > 0) {
        lane.zstd.flush();
        payload.number(StreamCodec.ZSTD.code()).bytes(lane.coded.toByteArray());
        lane.coded.reset();
        lane.length = 0;
      }
    }
    out.section(SectionType.CONTENTS, payload.toBytes());
  }

  /**
   * Writes the last segment, if there is anything to write.
   *
   * @throws IOException if the delta cannot be written
   */
  public void finish() throws IOException {
    if (lanes.values().stream().anyMatch(lane -> lane.length > 0)) {
      cut();
    }
  }

  @Override
  public void close() throws IOException {
    for (Lane lane : lanes.values()) {
      lane.zstd.close();
    }
    lanes.clear();
  }
}
