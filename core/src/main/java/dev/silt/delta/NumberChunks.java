package dev.silt.delta;

import dev.silt.coder.BitEncoder;
import dev.silt.coder.OpModel;

/** Numbers of ops, or where they read, through the context coder. Not safe for several threads. */
final class NumberChunks implements ChunkCoder {

  private final ContentStream stream;
  private final OpModel model;
  private final OpModel saved = OpModel.create();
  private final BitEncoder bits = BitEncoder.create();

  NumberChunks(ContentStream stream, OpModel model) {
    this.stream = stream;
    this.model = model;
  }

  /** Codes one more number. */
  void add(long value) {
    if (stream == ContentStream.OPS) {
      model.number(bits, value);
    } else {
      model.offset(bits, value);
    }
  }

  @Override
  public StreamCodec codec() {
    return StreamCodec.CONTEXT;
  }

  @Override
  public byte[] finish(byte[] raw) {
    return bits.finish();
  }

  @Override
  public boolean isSolid() {
    return false;
  }

  @Override
  public void keep() {
    copy(model, saved);
  }

  @Override
  public void drop() {
    copy(saved, model);
  }

  private void copy(OpModel from, OpModel to) {
    if (stream == ContentStream.OPS) {
      to.copyNumbersFrom(from);
    } else {
      to.copyOffsetsFrom(from);
    }
  }
}
