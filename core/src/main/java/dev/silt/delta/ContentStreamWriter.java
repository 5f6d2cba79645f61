package dev.silt.delta;

import dev.silt.coder.OpModel;
import dev.silt.io.Leb128;
import dev.silt.io.Tasks;
import dev.silt.transform.MachineCode;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the content streams as CONTENTS sections: a section is cut whenever one stream has {@value
 * #SEGMENT_LENGTH} bytes or more. What a coder learned of a stream goes on over all sections. Each
 * chunk takes the codec that makes it smaller. What needs no contexts is compressed by other
 * threads while the next segment fills. Not safe for several threads.
 */
public final class ContentStreamWriter implements Closeable {

  /** Decoded bytes of one stream after which a segment is cut. */
  static final int SEGMENT_LENGTH = 1 << 20;

  /** Decoded bytes of one stream in one segment at most; a decoder refuses more. */
  static final int MAX_SEGMENT_LENGTH = 2 * SEGMENT_LENGTH;

  private static final int PIECE_LENGTH = 1 << 16;

  private final Pipeline sections;
  private final Map<ContentStream, Lane> lanes = new EnumMap<>(ContentStream.class);
  private final OpModel ops = OpModel.create();
  private final @Nullable NumberChunks opChunks;
  private final @Nullable NumberChunks offsetChunks;
  private final @Nullable DifferenceChunks differenceChunks;
  private @Nullable LiteralChunks literalChunks; // null from where they are not modeled on
  private final StreamEffort effort;
  private long modeledLeft;
  private final byte[] differences = new byte[AddWindow.MAX_LENGTH];

  /** One stream: its chunk so far, and what compresses it. */
  private record Lane(ByteArrayOutputStream raw, ChunkWriter chunks) {}

  private ContentStreamWriter(DeltaWriter out, StreamEffort effort, Tasks tasks) {
    this.sections = new Pipeline(out, tasks);
    this.opChunks = effort.contexts() ? new NumberChunks(ContentStream.OPS, ops) : null;
    this.offsetChunks = effort.contexts() ? new NumberChunks(ContentStream.OFFSETS, ops) : null;
    this.differenceChunks = effort.contexts() ? new DifferenceChunks() : null;
    this.effort = effort;
    this.modeledLeft = effort.modeledLiterals();
    this.literalChunks = modeledLeft > 0 ? new LiteralChunks() : null;
  }

  /**
   * Begins the streams.
   *
   * @param out where the sections go
   * @param effort how hard to compress
   * @param tasks threads that may compress; the bytes do not depend on them
   * @return the writer
   * @throws IOException if a compressor refuses its parameters
   */
  public static ContentStreamWriter create(DeltaWriter out, StreamEffort effort, Tasks tasks)
      throws IOException {
    ContentStreamWriter writer = new ContentStreamWriter(out, effort, tasks);
    for (ContentStream stream : ContentStream.values()) {
      writer.lanes.put(stream, new Lane(new ByteArrayOutputStream(), writer.chunks(stream)));
    }
    return writer;
  }

  private ChunkWriter chunks(ContentStream stream) throws IOException {
    return new ChunkWriter(stream, effort.zstdLevel(), coder(stream));
  }

  private @Nullable ChunkCoder coder(ContentStream stream) throws IOException {
    if (stream == ContentStream.LITERALS && literalChunks == null && effort.lzmaPreset() >= 0) {
      return LzmaChunks.create(stream, effort.lzmaPreset());
    }
    return switch (stream) {
      case TABLE -> null;
      case LITERALS -> literalChunks;
      case OPS -> opChunks;
      case OFFSETS -> offsetChunks;
      case DIFFERENCES -> differenceChunks;
    };
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
    } else if (stream == ContentStream.OFFSETS) {
      if (offsetChunks != null) {
        offsetChunks.add(value);
      }
      ops.passOffset(value);
    }
    cutIfFull(lane);
  }

  /**
   * {@return base bytes that {@link #beginInsert} takes on each side of what the next insert stands
   * for; 0 if it is not to be called}
   */
  public int literalMargin() {
    return literalChunks == null ? 0 : literalChunks.kind().margin();
  }

  /**
   * Tells that an insert begins.
   *
   * @param window what is around it
   */
  public void beginInsert(LiteralWindow window) {
    if (literalChunks != null) {
      literalChunks.begin(window);
    }
  }

  /**
   * Appends literals.
   *
   * @param bytes an array
   * @param from first index
   * @param count how many
   * @param position offset of the first in the target content
   * @throws IOException if the delta cannot be written
   */
  public void literals(byte[] bytes, int from, int count, long position) throws IOException {
    Lane lane = lane(ContentStream.LITERALS);
    for (int done = 0; done < count; ) {
      int n = Math.min(PIECE_LENGTH, count - done);
      lane.raw.write(bytes, from + done, n);
      if (literalChunks != null) {
        literalChunks.add(bytes, from + done, n, position + done);
        modeledLeft -= n;
      }
      done += n;
      cutIfFull(lane);
    }
  }

  /** Tells that an add begins; to be called before its first stretch. */
  public void beginAdd() {
    if (differenceChunks != null) {
      differenceChunks.begin();
    }
  }

  /**
   * Appends one stretch of an add.
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
    for (ContentStream stream : ContentStream.values()) {
      Lane lane = lane(stream);
      sections.chunk(stream, lane.chunks, lane.raw.toByteArray(), last);
      lane.raw.reset();
    }
    sections.endSection();
    if (literalChunks != null && modeledLeft <= 0 && !last) {
      literalChunks = null;
      Lane literals = lane(ContentStream.LITERALS);
      literals.chunks.close();
      lanes.put(ContentStream.LITERALS, new Lane(literals.raw, chunks(ContentStream.LITERALS)));
    }
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
    sections.finish();
  }

  /** {@return what the streams came to, after {@link #finish}} */
  public List<StreamLength> lengths() {
    return sections.lengths();
  }

  @Override
  public void close() throws IOException {
    sections.cancel();
    for (Lane lane : lanes.values()) {
      lane.chunks.close();
    }
    lanes.clear();
  }
}
