package dev.silt.delta;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.silt.coder.OpModel;
import dev.silt.io.Leb128;
import dev.silt.transform.MachineCode;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the content streams as CONTENTS sections: a section is cut whenever one stream has {@value
 * #SEGMENT_LENGTH} bytes or more. What a coder learned of a stream goes on over all sections. Each
 * chunk takes the codec that makes it smaller. Not safe for several threads.
 */
public final class ContentStreamWriter implements Closeable {

  /** Decoded bytes of one stream after which a segment is cut. */
  static final int SEGMENT_LENGTH = 1 << 20;

  /** Decoded bytes of one stream in one segment at most; a decoder refuses more. */
  static final int MAX_SEGMENT_LENGTH = 2 * SEGMENT_LENGTH;

  private static final int PIECE_LENGTH = 1 << 16;

  /** Longer chunks are weighed against a quick zstd, not against a thorough one. */
  private static final int THOROUGH_LENGTH = 1 << 16;

  private static final int QUICK_LEVEL = 3;

  private final DeltaWriter out;
  private final int zstdLevel;
  private final Map<ContentStream, Lane> lanes = new EnumMap<>(ContentStream.class);
  private final OpModel ops = OpModel.create();
  private final byte[] differences = new byte[AddWindow.MAX_LENGTH];
  private @Nullable NumberChunks opChunks;
  private @Nullable NumberChunks offsetChunks;
  private @Nullable DifferenceChunks differenceChunks;

  /** One stream: its chunk so far, its zstd frame, and the other coder that it may have. */
  private static final class Lane {
    final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    final ByteArrayOutputStream coded = new ByteArrayOutputStream();
    final OutputStream zstd;
    @Nullable ChunkCoder coder;

    Lane(ContentStream stream, int level) throws IOException {
      zstd =
          new ZstdOutputStreamNoFinalizer(coded)
              .setChecksum(false)
              .setLevel(level)
              .setWindowLog(stream.windowLog());
    }
  }

  private ContentStreamWriter(DeltaWriter out, int zstdLevel) {
    this.out = out;
    this.zstdLevel = zstdLevel;
  }

  /**
   * Begins the streams.
   *
   * @param out where the sections go
   * @param effort how hard to compress
   * @return the writer
   * @throws IOException if a compressor refuses its parameters
   */
  public static ContentStreamWriter create(DeltaWriter out, StreamEffort effort)
      throws IOException {
    ContentStreamWriter writer = new ContentStreamWriter(out, effort.zstdLevel());
    for (ContentStream stream : ContentStream.values()) {
      writer.lanes.put(stream, new Lane(stream, effort.zstdLevel()));
    }
    if (effort.contexts()) {
      writer.opChunks = new NumberChunks(ContentStream.OPS, writer.ops);
      writer.lane(ContentStream.OPS).coder = writer.opChunks;
      writer.offsetChunks = new NumberChunks(ContentStream.OFFSETS, writer.ops);
      writer.lane(ContentStream.OFFSETS).coder = writer.offsetChunks;
      writer.differenceChunks = new DifferenceChunks();
      writer.lane(ContentStream.DIFFERENCES).coder = writer.differenceChunks;
    }
    if (effort.lzmaPreset() >= 0) {
      writer.lane(ContentStream.LITERALS).coder =
          LzmaChunks.create(ContentStream.LITERALS, effort.lzmaPreset());
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
   * Tells what the next content holds; to be called for each.
   *
   * @param machine whose code
   */
  public void content(MachineCode machine) {
    if (differenceChunks != null) {
      differenceChunks.content(machine);
    }
  }

  /**
   * Appends a number to a stream.
   *
   * @param stream which
   * @param value unsigned
   * @throws IOException if the delta cannot be written
   */
  public void number(ContentStream stream, long value) throws IOException {
    Lane lane = lane(stream);
    Leb128.write(lane.raw, value);
    if (stream == ContentStream.OPS) {
      if (opChunks != null) {
        opChunks.add(value);
      }
      ops.passNumber(value);
      if (differenceChunks != null) {
        differenceChunks.begin();
      }
    } else if (stream == ContentStream.OFFSETS) {
      if (offsetChunks != null) {
        offsetChunks.add(value);
      }
      ops.passOffset(value);
    }
    cutIfFull(lane);
  }

  /**
   * Appends literals.
   *
   * @param bytes an array
   * @param from first index
   * @param count how many
   * @throws IOException if the delta cannot be written
   */
  public void literals(byte[] bytes, int from, int count) throws IOException {
    Lane lane = lane(ContentStream.LITERALS);
    for (int done = 0; done < count; ) {
      int n = Math.min(PIECE_LENGTH, count - done);
      lane.raw.write(bytes, from + done, n);
      done += n;
      cutIfFull(lane);
    }
  }

  /**
   * Appends one stretch of the add whose number came last.
   *
   * @param base holds the stretch
   * @param target its target bytes
   * @param count how many, at most {@link AddWindow#MAX_LENGTH}
   * @param baseOffset of the stretch in the base content
   * @param targetOffset of the stretch in the target content
   * @throws IOException if the delta cannot be written
   */
  public void differences(
      AddWindow base, byte[] target, int count, long baseOffset, long targetOffset)
      throws IOException {
    Lane lane = lane(ContentStream.DIFFERENCES);
    for (int i = 0; i < count; i++) {
      differences[i] = (byte) (target[i] - base.bytes()[AddWindow.index(i)]);
    }
    lane.raw.write(differences, 0, count);
    if (differenceChunks != null) {
      differenceChunks.add(base, target, count, baseOffset, targetOffset);
    }
    cutIfFull(lane);
  }

  private void cutIfFull(Lane lane) throws IOException {
    if (lane.raw.size() >= SEGMENT_LENGTH) {
      cut(false);
    }
  }

  private void cut(boolean last) throws IOException {
    PayloadWriter payload = new PayloadWriter();
    for (ContentStream stream : ContentStream.values()) {
      Lane lane = lane(stream);
      payload.number(lane.raw.size());
      if (lane.raw.size() > 0) {
        chunk(lane, lane.raw.toByteArray(), payload, last);
        lane.raw.reset();
      }
    }
    out.section(SectionType.CONTENTS, payload.toBytes());
  }

  private void chunk(Lane lane, byte[] raw, PayloadWriter payload, boolean last)
      throws IOException {
    ChunkCoder coder = lane.coder;
    if (coder != null) {
      byte[] coded = coder.finish(raw);
      boolean mayDrop = last || coder.codec() != StreamCodec.LZMA;
      if (!mayDrop || coded.length <= zstdLength(raw)) {
        coder.keep();
        payload.number(coder.codec().code()).bytes(coded);
        return;
      }
      coder.drop();
    }
    lane.zstd.write(raw);
    lane.zstd.flush();
    payload.number(StreamCodec.ZSTD.code()).bytes(lane.coded.toByteArray());
    lane.coded.reset();
  }

  /** About what zstd would make of a chunk. */
  private int zstdLength(byte[] raw) {
    int level = raw.length <= THOROUGH_LENGTH ? zstdLevel : Math.min(zstdLevel, QUICK_LEVEL);
    return Zstd.compress(raw, level).length;
  }

  /**
   * Writes the last segment, if there is anything to write.
   *
   * @throws IOException if the delta cannot be written
   */
  public void finish() throws IOException {
    if (lanes.values().stream().anyMatch(lane -> lane.raw.size() > 0)) {
      cut(true);
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
