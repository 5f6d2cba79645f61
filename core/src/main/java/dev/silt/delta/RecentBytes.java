package dev.silt.delta;

/** The last bytes of a content that is made front to back. Not safe for several threads. */
public final class RecentBytes {

  private long bits;

  /** Begins a content. */
  public void reset() {
    bits = 0;
  }

  /**
   * Passes over bytes.
   *
   * @param bytes an array
   * @param count how many of its first bytes
   */
  public void add(byte[] bytes, int count) {
    for (int i = Math.max(0, count - Long.BYTES); i < count; i++) {
      bits = bits << Byte.SIZE | bytes[i] & 0xff;
    }
  }

  /** {@return the last eight bytes, the latest lowest; zeros before the content} */
  public long bits() {
    return bits;
  }
}
