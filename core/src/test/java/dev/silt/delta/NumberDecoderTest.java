package dev.silt.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.coder.BitDecoder;
import dev.silt.coder.BitEncoder;
import dev.silt.coder.OpModel;
import dev.silt.delta.SegmentDecoder.Chunk;
import dev.silt.error.CorruptDataException;
import dev.silt.io.Leb128;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Ops and offsets that the context coder made are the same numbers again, in whatever segments. */
class NumberDecoderTest {

  private static final long END = ContentOps.END;

  /** One model for all segments; what was coded with it is decoded with another. */
  private final OpModel model = OpModel.create();

  private final NumberDecoder decoder = new NumberDecoder();

  /** Numbers of one stream in one segment, to be coded by contexts or not. */
  private static final class Numbers {
    final ByteArrayOutputStream plain = new ByteArrayOutputStream();
    final BitEncoder bits = BitEncoder.create();

    Chunk chunk(boolean coded) {
      byte[] bytes = plain.toByteArray();
      return coded && bytes.length > 0
          ? new Chunk(bytes.length, 1, new byte[0], BitDecoder.open(bits.finish()))
          : new Chunk(bytes.length, 1, bytes, null);
    }
  }

  private void op(Numbers ops, long number, boolean coded) throws IOException {
    Leb128.write(ops.plain, number);
    if (coded) {
      model.number(ops.bits, number);
    }
    model.passNumber(number);
  }

  private void offset(Numbers offsets, long turn, boolean coded) throws IOException {
    Leb128.write(offsets.plain, turn);
    if (coded) {
      model.offset(offsets.bits, turn);
    }
    model.passOffset(turn);
  }

  @Test
  void anySegmentsComeBack() throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    boolean pending = false;
    for (int segment = 0; segment < 200; segment++) {
      boolean codesOps = random.nextInt(3) > 0;
      boolean codesOffsets = random.nextInt(3) > 0;
      Numbers ops = new Numbers();
      Numbers offsets = new Numbers();
      for (int i = random.nextInt(60); i > 0 || (pending && random.nextBoolean()); i--) {
        if (pending) {
          offset(offsets, number(random), codesOffsets);
          pending = false;
        } else {
          int kind = random.nextInt(4);
          op(ops, kind == 3 ? END : number(random) << 2 | kind, codesOps);
          pending = kind < 2;
        }
      }
      NumberDecoder.Decoded decoded =
          decoder.decode(ops.chunk(codesOps), offsets.chunk(codesOffsets));
      assertThat(decoded.ops().decoded()).isEqualTo(ops.plain.toByteArray());
      assertThat(decoded.offsets().decoded()).isEqualTo(offsets.plain.toByteArray());
      assertThat(decoded.ops().bits()).isNull();
      assertThat(decoded.offsets().bits()).isNull();
      assertThat(decoded.ops().length()).isEqualTo(ops.plain.size());
    }
  }

  private static long number(SplittableRandom random) {
    return random.nextLong() >>> random.nextInt(2, 64) >>> 2;
  }

  @Test
  void offsetsOfNoOpAreRefused() throws IOException {
    Numbers ops = new Numbers();
    Numbers offsets = new Numbers();
    op(ops, ContentOps.number(Op.COPY, 9), true);
    offset(offsets, 4, true);
    offset(offsets, 6, true);
    assertThatThrownBy(() -> decoder.decode(ops.chunk(true), offsets.chunk(true)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("offsets of no op");
  }

  @Test
  void moreOpsThanOffsetsAreRefused() throws IOException {
    Numbers ops = new Numbers();
    op(ops, ContentOps.number(Op.COPY, 9), true);
    op(ops, ContentOps.number(Op.ADD, 9), true);
    assertThatThrownBy(() -> decoder.decode(ops.chunk(true), new Numbers().chunk(true)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("ops without offsets");
  }

  @Test
  void aChunkThatEndsWithinANumberIsRefused() throws IOException {
    Numbers ops = new Numbers();
    op(ops, ContentOps.number(Op.INSERT, 1L << 40), true);
    Chunk whole = ops.chunk(true);
    Chunk cut = new Chunk(whole.length() - 1, 1, new byte[0], whole.bits());
    assertThatThrownBy(() -> decoder.decode(cut, new Numbers().chunk(false)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("number cut off");
    byte[] plain = ops.plain.toByteArray();
    byte[] part = Arrays.copyOf(plain, plain.length - 1);
    assertThatThrownBy(
            () -> decoder.decode(new Chunk(part.length, 1, part, null), new Numbers().chunk(false)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("number cut off");
  }

  @Test
  void bitsLeftOverAreRefused() throws IOException {
    Numbers ops = new Numbers();
    op(ops, END, true);
    byte[] bits = ops.bits.finish();
    Chunk longer =
        new Chunk(1, 1, new byte[0], BitDecoder.open(Arrays.copyOf(bits, bits.length + 9)));
    assertThatThrownBy(() -> decoder.decode(longer, new Numbers().chunk(false)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("longer than its bits");
  }
}
