package dev.silt.delta;

import dev.silt.coder.BitDecoder;
import dev.silt.coder.OpModel;
import dev.silt.delta.SegmentDecoder.Chunk;
import dev.silt.error.CorruptDataException;
import dev.silt.io.Leb128;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what the context coder made of ops and of where they read. Each number is coded given
 * those before it of both streams, and of nothing else; so a segment's can be decoded before
 * anybody needs them. Not safe for several threads.
 */
final class NumberDecoder {

  private final OpModel model = OpModel.create();

  /** Whether the offset of the last op is still to come, in the next segment. */
  private boolean offsetIsNext;

  /** Numbers of one stream in one segment: read as they are, or decoded to be so. */
  private static final class Numbers {
    private final Chunk chunk;
    private final @Nullable BitDecoder bits;
    private final ByteArrayInputStream plain;
    private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();

    Numbers(Chunk chunk) {
      this.chunk = chunk;
      this.bits = chunk.bits();
      this.plain = new ByteArrayInputStream(chunk.decoded());
    }

    int left() {
      return bits == null ? plain.available() : chunk.length() - decoded.size();
    }

    long plain() throws IOException {
      try {
        return Leb128.read(plain);
      } catch (EOFException e) {
        throw new CorruptDataException("delta is damaged: number cut off, section=CONTENTS", e);
      }
    }

    long kept(long value) throws IOException {
      if (Leb128.length(value) > left()) {
        throw ContentOps.corrupt("number cut off");
      }
      Leb128.write(decoded, value);
      return value;
    }

    Chunk end() throws CorruptDataException {
      if (bits == null) {
        return chunk;
      }
      if (left() > 0) {
        throw ContentOps.corrupt("offsets of no op");
      }
      if (!bits.exhausted()) {
        throw ContentOps.corrupt("chunk is longer than its bits");
      }
      return new Chunk(chunk.length(), chunk.codedLength(), decoded.toByteArray(), null);
    }
  }

  /** The chunks of ops and of offsets of one segment, decoded. */
  record Decoded(Chunk ops, Chunk offsets) {}

  /**
   * Decodes the numbers of the next segment; to be called for each.
   *
   * @param ops the chunk of OPS, coded or not
   * @param offsets the chunk of OFFSETS, coded or not
   * @return both as plain numbers
   * @throws CorruptDataException if the delta is damaged
   */
  Decoded decode(Chunk ops, Chunk offsets) throws IOException {
    Numbers opNumbers = new Numbers(ops);
    Numbers offsetNumbers = new Numbers(offsets);
    while (opNumbers.left() > 0 || offsetIsNext && offsetNumbers.left() > 0) {
      if (offsetIsNext) {
        if (offsetNumbers.left() == 0) {
          throw ContentOps.corrupt("ops without offsets");
        }
        BitDecoder bits = offsetNumbers.bits;
        model.passOffset(
            bits == null ? offsetNumbers.plain() : offsetNumbers.kept(model.offset(bits, 0)));
        offsetIsNext = false;
      } else {
        BitDecoder bits = opNumbers.bits;
        long number = bits == null ? opNumbers.plain() : opNumbers.kept(model.number(bits, 0));
        model.passNumber(number);
        int kind = ContentOps.kind(number);
        offsetIsNext = kind == Op.COPY.code() || kind == Op.ADD.code();
      }
    }
    return new Decoded(opNumbers.end(), offsetNumbers.end());
  }
}
