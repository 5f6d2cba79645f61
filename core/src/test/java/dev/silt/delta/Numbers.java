package dev.silt.delta;

/** LEB128 numbers as bytes. Stateless. */
final class Numbers {

  private Numbers() {}

  /** {@return the numbers one after another, unsigned} */
  static byte[] of(long... values) {
    PayloadWriter out = new PayloadWriter();
    for (long value : values) {
      out.number(value);
    }
    return out.toBytes();
  }

  /** {@return a length and the bytes} */
  static byte[] string(byte[] bytes) {
    return new PayloadWriter().bytes(bytes).toBytes();
  }
}
