package dev.silt.bench.hard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/** Tables as programs have them, whose numbers grow from record to record. */
final class Records {

  private Records() {}

  /** ELF relocations: an address, a type, an address, 24 bytes. */
  static Pattern relocations(long base, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] address = {base};
    return Patterns.pieces(
        () ->
            record(
                address[0] += 8L * random.nextInt(1, 4), 8, base + 16L * random.nextInt(1 << 20)));
  }

  /** Sorted pointers of eight bytes. */
  static Pattern pointers(long base, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] address = {base};
    return Patterns.pieces(() -> record(address[0] += 16L * random.nextInt(1, 8)));
  }

  private static byte[] record(long... fields) {
    ByteBuffer bytes =
        ByteBuffer.allocate(fields.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long field : fields) {
      bytes.putLong(field);
    }
    return bytes.array();
  }
}
