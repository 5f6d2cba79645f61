package dev.silt.io;

/** An array as a source. */
final class ArrayByteSource implements ByteSource {

  private final byte[] bytes;

  ArrayByteSource(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public int read(long offset, byte[] buffer, int from, int count) {
    if (count == 0) {
      return 0;
    }
    if (offset >= bytes.length) {
      return -1;
    }
    int n = (int) Math.min(count, bytes.length - offset);
    System.arraycopy(bytes, (int) offset, buffer, from, n);
    return n;
  }
}
