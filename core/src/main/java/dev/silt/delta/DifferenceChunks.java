package dev.silt.delta;

import dev.silt.coder.BitEncoder;
import dev.silt.coder.DifferenceModel;
import dev.silt.coder.FieldForm;
import dev.silt.transform.MachineCode;

/** Difference bytes through the context coder. Not safe for several threads. */
final class DifferenceChunks implements ChunkCoder {

  private final DifferenceModel model = DifferenceModel.create();
  private final DifferenceModel saved = DifferenceModel.create();
  private final BitEncoder bits = BitEncoder.create();

  /** Another content comes next. */
  void content(MachineCode machine) {
    model.content(form(machine));
  }

  /** {@return in what form a machine's code has references} */
  static FieldForm form(MachineCode machine) {
    return switch (machine) {
      case NONE, X86_64 -> FieldForm.BYTES;
      case AARCH64 -> FieldForm.AARCH64;
      case ARM -> FieldForm.THUMB;
    };
  }

  /** What comes next does not go on from what came last. */
  void begin() {
    model.begin();
  }

  /** Codes one more stretch. */
  void add(AddWindow base, byte[] target, int count, long baseOffset, long targetOffset) {
    model.code(
        bits,
        base.bytes(),
        AddWindow.index(0),
        count,
        target,
        0,
        (int) baseOffset,
        (int) targetOffset);
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
    saved.copyFrom(model);
  }

  @Override
  public void drop() {
    model.copyFrom(saved);
  }
}
