package dev.silt.delta;

import dev.silt.coder.BitDecoder;
import dev.silt.coder.ByteModel;
import dev.silt.coder.ByteModelKind;
import dev.silt.coder.DifferenceModel;
import dev.silt.delta.SegmentDecoder.Chunk;
import dev.silt.error.CorruptDataException;
import dev.silt.error.Limits;
import dev.silt.io.Leb128;
import dev.silt.io.Tasks;
import dev.silt.transform.MachineCode;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Reads the content streams, one CONTENTS section at a time: at most {@value
 * ContentStreamWriter#MAX_SEGMENT_LENGTH} bytes of each stream are held, and as many again if the
 * next section is decoded ahead. Not safe for several threads.
 */
public final class ContentStreamReader implements Closeable {

  private final SegmentDecoder segments;
  private final boolean decodesAhead;
  private final Map<ContentStream, Lane> lanes = new EnumMap<>(ContentStream.class);
  private final Map<ContentStream, Long> codedLengths = new EnumMap<>(ContentStream.class);
  private @Nullable FutureTask<@Nullable Map<ContentStream, Chunk>> ahead;
  private int segmentCount;
  private final Map<ContentStream, Long> decodedLengths = new EnumMap<>(ContentStream.class);

  private final DifferenceModel differences = DifferenceModel.create();
  private @Nullable ByteModel literals; // null until it is needed

  /** One stream: what is left of this segment's chunk. */
  private static final class Lane {
    byte[] decoded = new byte[0];
    @Nullable BitDecoder bits;
    StreamCodec codec = StreamCodec.CONTEXT; // of the bits
    int length;
    int position;

    void take(Chunk chunk) {
      decoded = chunk.decoded();
      bits = chunk.bits();
      codec = chunk.codec();
      length = chunk.length();
      position = 0;
    }

    int left() {
      return length - position;
    }

    /** Passes over some bytes, which have been checked to be there. */
    void pass(int count) throws CorruptDataException {
      position += count;
      BitDecoder coded = bits;
      if (coded != null && left() == 0 && !coded.exhausted()) {
        throw new CorruptDataException(
            "delta is damaged: chunk is longer than its bits, section=CONTENTS");
      }
    }
  }

  private ContentStreamReader(SegmentDecoder segments, boolean decodesAhead) {
    this.segments = segments;
    this.decodesAhead = decodesAhead;
    for (ContentStream stream : ContentStream.values()) {
      lanes.put(stream, new Lane());
    }
  }

  /**
   * Begins the streams.
   *
   * @param in the delta, before its first CONTENTS section
   * @param limits what the delta may ask for
   * @return the reader
   */
  public static ContentStreamReader open(DeltaReader in, Limits limits) {
    return new ContentStreamReader(new SegmentDecoder(in, limits), false);
  }

  /**
   * Begins the streams, of which another thread reads and decodes the next section while this one
   * is used.
   *
   * @param in the delta, before its first CONTENTS section; not to be used before {@link
   *     #expectEnd}
   * @param limits what the delta may ask for
   * @return the reader
   */
  public static ContentStreamReader openAhead(DeltaReader in, Limits limits) {
    ContentStreamReader reader = new ContentStreamReader(new SegmentDecoder(in, limits), true);
    reader.ahead = reader.startNext();
    return reader;
  }

  private FutureTask<@Nullable Map<ContentStream, Chunk>> startNext() {
    FutureTask<@Nullable Map<ContentStream, Chunk>> task = new FutureTask<>(segments::next);
    Thread thread = new Thread(task, "silt-ahead");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  /** {@return the next segment; null if there is none} */
  private @Nullable Map<ContentStream, Chunk> take() throws IOException {
    FutureTask<@Nullable Map<ContentStream, Chunk>> task = ahead;
    if (task == null) {
      return segments.next();
    }
    Map<ContentStream, Chunk> next = Tasks.join(task);
    ahead = next != null && decodesAhead ? startNext() : null;
    return next;
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
    Map<ContentStream, Chunk> chunks = take();
    if (chunks == null) {
      throw segments.missing();
    }
    segmentCount++;
    for (ContentStream stream : ContentStream.values()) {
      Chunk chunk = Objects.requireNonNull(chunks.get(stream));
      lane(stream).take(chunk);
      codedLengths.merge(stream, (long) chunk.codedLength(), Long::sum);
      decodedLengths.merge(stream, (long) chunk.length(), Long::sum);
    }
  }

  /**
   * Tells what the next content holds; to be called for each.
   *
   * @param machine whose code
   */
  public void content(MachineCode machine) {
    differences.content(DifferenceChunks.form(machine));
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
      lane.pass(before - bytes.available());
      return value;
    } catch (EOFException e) {
      throw new CorruptDataException("delta is damaged: number cut off, section=CONTENTS", e);
    }
  }

  /**
   * Tells whether the next literals were coded with what is around them, and so need {@link
   * #beginInsert}.
   *
   * @return base bytes around them that it takes on each side; 0 if they were not
   * @throws IOException if the delta is damaged or cannot be read
   */
  public int literalMargin() throws IOException {
    Lane lane = filled(ContentStream.LITERALS);
    return lane.bits == null ? 0 : byteModel(lane).kind().margin();
  }

  /**
   * Tells that an insert begins.
   *
   * @param window what is around it
   * @throws IOException if the delta is damaged or cannot be read
   */
  public void beginInsert(LiteralWindow window) throws IOException {
    window.teach(byteModel(filled(ContentStream.LITERALS)));
  }

  private ByteModel byteModel(Lane lane) throws CorruptDataException {
    ByteModel model = literals;
    if (model == null) {
      model =
          ByteModel.create(
              lane.codec == StreamCodec.QUICK ? ByteModelKind.QUICK : ByteModelKind.THOROUGH);
      literals = model;
    }
    if (StreamCodec.of(model.kind()) != lane.codec) {
      throw new CorruptDataException("delta is damaged: literals of two models, section=CONTENTS");
    }
    return model;
  }

  /**
   * Reads some literals, at least one.
   *
   * @param buffer where they go
   * @param from first index
   * @param count how many at most, 1 or more
   * @param position offset of the first in the target content
   * @return how many were read
   * @throws IOException if the delta is damaged or cannot be read
   */
  public int literals(byte[] buffer, int from, int count, long position) throws IOException {
    Lane lane = filled(ContentStream.LITERALS);
    int n = Math.min(count, lane.left());
    if (lane.bits != null) {
      byteModel(lane).code(lane.bits, buffer, from, n, (int) position);
    } else {
      System.arraycopy(lane.decoded, lane.position, buffer, from, n);
    }
    lane.pass(n);
    return n;
  }

  /** Tells that an add begins; to be called before its first stretch. */
  public void beginAdd() {
    differences.begin();
  }

  /**
   * Makes one stretch of an add.
   *
   * @param base holds the stretch's base bytes
   * @param target receives its target bytes, from index 0 on
   * @param count bytes of the stretch, at most {@link AddWindow#MAX_LENGTH}
   * @param baseOffset of the stretch in the base content
   * @param targetOffset of the stretch in the target content
   * @throws IOException if the delta is damaged or cannot be read
   */
  public void differences(
      AddWindow base, byte[] target, int count, long baseOffset, long targetOffset)
      throws IOException {
    for (int done = 0; done < count; ) {
      Lane lane = filled(ContentStream.DIFFERENCES);
      int n = Math.min(count - done, lane.left());
      int index = AddWindow.index(done);
      if (lane.bits != null) {
        int from = (int) baseOffset + done;
        int to = (int) targetOffset + done;
        differences.code(lane.bits, base.bytes(), index, n, target, done, from, to);
      } else {
        differences.begin();
        for (int i = 0; i < n; i++) {
          target[done + i] = (byte) (base.bytes()[index + i] + lane.decoded[lane.position + i]);
        }
      }
      lane.pass(n);
      done += n;
    }
  }

  /**
   * Passes over literals or difference bytes without decoding what need not be. After that no
   * difference can be decoded any more.
   *
   * @param stream which
   * @param count how many
   * @throws IOException if the delta is damaged or cannot be read
   */
  public void skip(ContentStream stream, long count) throws IOException {
    for (long left = count; left > 0; ) {
      Lane lane = filled(stream);
      int n = (int) Math.min(left, lane.left());
      lane.position += n;
      left -= n;
    }
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
   * Checks that every byte of the streams was used, and that no more sections are there where the
   * next one was decoded ahead.
   *
   * @throws IOException if there is more, or the delta is damaged or cannot be read
   */
  public void expectEnd() throws IOException {
    expectAllRead();
    if (ahead != null && take() != null) {
      throw new CorruptDataException("delta is damaged: contents nobody needs, section=CONTENTS");
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

  /** {@return what the streams came to so far} */
  public List<StreamLength> lengths() {
    return Arrays.stream(ContentStream.values())
        .map(stream -> new StreamLength(stream, decodedLength(stream), codedLength(stream)))
        .toList();
  }

  @Override
  public void close() {
    if (ahead != null) {
      ahead.cancel(true); // it may wait for bytes that never come
    }
    segments.close();
    lanes.clear();
  }
}
