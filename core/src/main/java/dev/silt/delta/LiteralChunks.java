package dev.silt.delta;

import dev.silt.coder.BitEncoder;
import dev.silt.coder.ByteModel;
import dev.silt.coder.ByteModelKind;

/**
 * Literals through the context coder. Only the last chunk may be dropped. Not safe for several
 * threads.
 */
final class LiteralChunks implements ChunkCoder {

  private final ByteModel model = ByteModel.create(ByteModelKind.QUICK);
  private final BitEncoder bits = BitEncoder.create();

  /** {@return what the model looks at} */
  ByteModelKind kind() {
    return model.kind();
  }

  /** An insert comes next. */
  void begin(LiteralWindow window) {
    window.teach(model);
  }

  /** Codes more of the insert. */
  void add(byte[] bytes, int from, int count, long position) {
    model.code(bits, bytes, from, count, (int) position);
  }

  @Override
  public StreamCodec codec() {
    return StreamCodec.of(model.kind());
  }

  @Override
  public byte[] finish(byte[] raw) {
    return bits.finish();
  }

  @Override
  public boolean isSolid() {
    return true;
  }

  @Override
  public void keep() {}

  @Override
  public void drop() {}
}
