package dev.silt.delta;

import dev.silt.coder.BitDecoder;
import dev.silt.error.CorruptDataException;
import dev.silt.error.Limits;
import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads CONTENTS sections and decodes their chunks, but for what the context coder made of
 * differences and literals: that needs the bases. Holds the streams' windows. One thread reads at a
 * time; another may close.
 */
final class SegmentDecoder implements Closeable {

  private final DeltaReader in;
  private final Limits limits;
  private final Map<ContentStream, FrameDecoder> zstd = new EnumMap<>(ContentStream.class);
  private final Map<ContentStream, LzmaDecoder> lzma = new EnumMap<>(ContentStream.class);
  private final NumberDecoder numbers = new NumberDecoder();
  private boolean closed;

  SegmentDecoder(DeltaReader in, Limits limits) {
    this.in = in;
    this.limits = limits;
    for (ContentStream stream : ContentStream.values()) {
      zstd.put(stream, FrameDecoder.open(stream.windowLog()));
    }
  }

  /**
   * One stream's part of a segment.
   *
   * @param length its bytes when decoded
   * @param codedLength its bytes in the delta
   * @param decoded the chunk, if it is not coded by contexts any more
   * @param bits the chunk, if it is coded by contexts
   * @param codec how it is coded, if so
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Chunk(
      int length, int codedLength, byte[] decoded, @Nullable BitDecoder bits, StreamCodec codec) {

    Chunk(int length, int codedLength, byte[] decoded, @Nullable BitDecoder bits) {
      this(length, codedLength, decoded, bits, StreamCodec.CONTEXT);
    }
  }

  /** {@return the chunks of the next segment, one for each stream; null if none is next} */
  @Nullable Map<ContentStream, Chunk> next() throws IOException {
    Section section = in.take(SectionType.CONTENTS);
    return section == null ? null : decode(section.readAll(limits));
  }

  private synchronized Map<ContentStream, Chunk> decode(byte[] bytes) throws IOException {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    PayloadReader payload = new PayloadReader(bytes, SectionType.CONTENTS);
    Map<ContentStream, Chunk> chunks = new EnumMap<>(ContentStream.class);
    long decodedLength = 0;
    for (ContentStream stream : ContentStream.values()) {
      Chunk chunk = decode(stream, payload);
      decodedLength += chunk.length;
      chunks.put(stream, chunk);
    }
    payload.end();
    NumberDecoder.Decoded decoded =
        numbers.decode(
            Objects.requireNonNull(chunks.get(ContentStream.OPS)),
            Objects.requireNonNull(chunks.get(ContentStream.OFFSETS)));
    chunks.put(ContentStream.OPS, decoded.ops());
    chunks.put(ContentStream.OFFSETS, decoded.offsets());
    if (decodedLength == 0) {
      throw payload.corrupt("empty segment");
    }
    return chunks;
  }

  private Chunk decode(ContentStream stream, PayloadReader payload) throws IOException {
    int length = (int) payload.number("chunk", ContentStreamWriter.MAX_SEGMENT_LENGTH);
    if (length == 0) {
      return new Chunk(0, 0, new byte[0], null);
    }
    StreamCodec codec = StreamCodec.ofCode(payload.number());
    byte[] coded = payload.bytes();
    if (!stream.allows(codec)) {
      throw StreamCodec.unknown(codec.code());
    }
    if (codec.isBits()) {
      return new Chunk(length, coded.length, new byte[0], BitDecoder.open(coded), codec);
    }
    byte[] decoded =
        switch (codec) {
          case PLAIN -> coded;
          case ZSTD -> decoder(stream).decode(coded, length);
          default -> lzma.computeIfAbsent(stream, LzmaDecoder::open).decode(coded, length);
        };
    if (decoded.length != length) {
      throw payload.corrupt("chunk has a wrong length");
    }
    return new Chunk(length, coded.length, decoded, null);
  }

  private FrameDecoder decoder(ContentStream stream) {
    FrameDecoder decoder = zstd.get(stream);
    if (decoder == null) {
      throw new IllegalStateException("closed");
    }
    return decoder;
  }

  /** {@return the error for contents that end where one more segment is needed} */
  CorruptDataException missing() throws IOException {
    in.require(SectionType.CONTENTS);
    throw new IllegalStateException("a segment is there");
  }

  @Override
  public synchronized void close() {
    closed = true;
    zstd.values().forEach(FrameDecoder::close);
    zstd.clear();
  }
}
