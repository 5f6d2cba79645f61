package dev.silt.delta;

import dev.silt.error.CorruptDataException;
import dev.silt.error.Limits;
import dev.silt.io.Leb128;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads the content streams, one CONTENTS section at a time: at most {@value
 * ContentStreamWriter#MAX_SEGMENT_LENGTH} bytes of each stream are held. Not safe for several
 * threads.
 */
public final class ContentStreamReader implements Closeable {

  private final DeltaReader in;
  private final Limits limits;
  private final Map<ContentStream, Lane> lanes = new EnumMap<>(ContentStream.class);
  private final Map<ContentStream, Long> codedLengths = new EnumMap<>(ContentStream.class);
  private int segmentCount;
  private final Map<ContentStream, Long> decodedLengths = new EnumMap<>(ContentStream.class);

  /** One stream: its frame's decoder, and what was decoded of this segment. */
  private static final class Lane {
    final FrameDecoder zstd;
    byte[] decoded = new byte[0];
    int position;

    Lane(ContentStream stream) {
      zstd = FrameDecoder.open(stream.windowLog());
    }

    int left() {
      return decoded.length - position;
    }
  }

  private ContentStreamReader(DeltaReader in, Limits limits) {
    this.in = in;
    this.limits = limits;
  }

  /**
   * Begins the streams.
   *
   * @param in the delta, before its first CONTENTS section
   * @param limits what the delta may ask for
   * @return the reader
   */
  public static ContentStreamReader open(DeltaReader in, Limits limits) {
    ContentStreamReader reader = new ContentStreamReader(in, limits);
    for (ContentStream stream : ContentStream.values()) {
      reader.lanes.put(stream, new Lane(stream));
    }
    return reader;
  }

  private Lane filled(ContentStream stream) throws IOException {
    Lane lane = lane(stream);
    while (lane.left() == 0) {
      nextSegment();
    }
    return lane;
  }

  private Lane lane(ContentStream stream) {
    Lane lane = lanes.get(stream);
    if (lane == null) {
      throw new IllegalStateException("closed");
    }
    return lane;
  }

  private void nextSegment() throws IOException {
    expectAllRead();
    Section section = in.require(SectionType.CONTENTS);
    PayloadReader payload = new PayloadReader(section.readAll(limits), SectionType.CONTENTS);
    segmentCount++;
    long decodedLength = 0;
    for (ContentStream stream : ContentStream.values()) {
      Lane lane = lane(stream);
      int length = (int) payload.number("chunk", ContentStreamWriter.MAX_SEGMENT_LENGTH);
      byte[] coded = new byte[0];
      lane.position = 0;
      lane.decoded = new byte[0];
      if (length > 0) {
        StreamCodec codec = StreamCodec.ofCode(payload.number());
        coded = payload.bytes();
        lane.decoded = codec == StreamCodec.PLAIN ? coded : lane.zstd.decode(coded, length);
        if (lane.decoded.length != length) {
          throw payload.corrupt("chunk has a wrong length");
        }
      }
      decodedLength += length;
      codedLengths.merge(stream, (long) coded.length, Long::sum);
      decodedLengths.merge(stream, (long) length, Long::sum);
    }
    payload.end();
    if (decodedLength == 0) {
      throw payload.corrupt("empty segment");
    }
  }

  /**
   * Reads one number.
   *
   * @param stream which stream
   * @return the number, unsigned
   * @throws IOException if the delta is damaged or cannot be read
   */
  public long number(ContentStream stream) throws IOException {
    Lane lane = filled(stream);
    InputStream bytes = new ByteArrayInputStream(lane.decoded, lane.position, lane.left());
    try {
      int before = bytes.available();
      long value = Leb128.read(bytes);
      lane.position += before - bytes.available();
      return value;
    } catch (EOFException e) {
      throw new CorruptDataException("delta is damaged: number cut off, section=CONTENTS", e);
    }
  }

  /**
   * Reads some bytes, at least one.
   *
   * @param stream which stream
   * @param buffer where they go
   * @param from first index
   * @param count how many at most, 1 or more
   * @return how many were read
   * @throws IOException if the delta is damaged or cannot be read
   */
  public int bytes(ContentStream stream, byte[] buffer, int from, int count) throws IOException {
    Lane lane = filled(stream);
    int n = Math.min(count, lane.left());
    System.arraycopy(lane.decoded, lane.position, buffer, from, n);
    lane.position += n;
    return n;
  }

  /**
   * Checks that every byte of the streams was used.
   *
   * @throws CorruptDataException if some were not
   */
  public void expectAllRead() throws CorruptDataException {
    for (ContentStream stream : ContentStream.values()) {
      if (lane(stream).left() > 0) {
        throw new CorruptDataException(
            "delta is damaged: bytes left over in stream " + stream + ", section=CONTENTS");
      }
    }
  }

  /**
   * Tells how much of a stream was used so far.
   *
   * @param stream which
   * @return decoded bytes read
   */
  public long position(ContentStream stream) {
    return decodedLength(stream) - lane(stream).left();
  }

  /** {@return sections read so far} */
  public int segmentCount() {
    return segmentCount;
  }

  /**
   * Tells what a stream cost so far.
   *
   * @param stream which
   * @return its compressed bytes
   */
  public long codedLength(ContentStream stream) {
    return codedLengths.getOrDefault(stream, 0L);
  }

  /**
   * Tells what a stream came to so far.
   *
   * @param stream which
   * @return its decoded bytes
   */
  public long decodedLength(ContentStream stream) {
    return decodedLengths.getOrDefault(stream, 0L);
  }

  @Override
  public void close() {
    for (Lane lane : lanes.values()) {
      lane.zstd.close();
    }
    lanes.clear();
  }
}
