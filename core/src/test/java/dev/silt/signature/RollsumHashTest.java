package dev.silt.signature;

/** The older hash of librsync; that rdiff's own signatures agree is tested with rdiff. */
class RollsumHashTest extends RollingHashContract {

  @Override
  RollingHash hash() {
    return RollingHash.rollsum();
  }

  @Override
  int plain(byte[] bytes, int from, int length) {
    int sum = 0;
    int weighted = 0;
    for (int i = 0; i < length; i++) {
      int b = (bytes[from + i] & 0xFF) + 31;
      sum += b;
      weighted += (length - i) * b;
    }
    return weighted << 16 | sum & 0xFFFF;
  }
}
