package dev.silt.delta;

import dev.silt.coder.BitDecoder;
import dev.silt.coder.BitEncoder;
import dev.silt.coder.ByteModel;
import java.io.InputStream;

/** A column through the context coder; decoded as it is read. Not safe for several threads. */
final class ModeledColumn extends InputStream {

  /** Bytes of such a column at most. */
  static final int MAX_LENGTH = 1 << 20;

  private final ByteModel model = ByteModel.createSmall();
  private final BitDecoder bits;
  private final byte[] made = new byte[1];
  private final int length;
  private int position;

  private ModeledColumn(byte[] coded, int length) {
    this.bits = BitDecoder.open(coded);
    this.length = length;
  }

  /**
   * Begins to decode.
   *
   * @param coded what {@link #encode} made
   * @param length bytes of the column, at most {@link #MAX_LENGTH}
   * @return the column; goes on behind its length if the coded bytes do
   */
  static ModeledColumn open(byte[] coded, int length) {
    return new ModeledColumn(coded, length);
  }

  /** {@return the coded form of a column} */
  static byte[] encode(byte[] column) {
    BitEncoder bits = BitEncoder.create();
    ByteModel.createSmall().code(bits, column, 0, column.length, 0);
    return bits.finish();
  }

  @Override
  public int read() {
    if (position == length && bits.exhausted()) {
      return -1;
    }
    model.code(bits, made, 0, 1, position);
    position++;
    return made[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int count) {
    int n = Math.min(count, length - position);
    if (n <= 0) {
      return count == 0 ? 0 : -1;
    }
    model.code(bits, buffer, from, n, position);
    position += n;
    return n;
  }
}
