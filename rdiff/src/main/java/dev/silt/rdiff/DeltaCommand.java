package dev.silt.rdiff;

/**
 * The commands of a delta, one byte each, then their arguments.
 *
 * <pre>
 * 0x00         end
 * 0x01 .. 0x40 literal of 1 to 64 bytes, which follow
 * 0x41 .. 0x44 literal; its length in 1, 2, 4 or 8 bytes, then the bytes
 * 0x45 .. 0x54 copy; offset in the base, then length; four commands for each width of the offset,
 *              1, 2, 4, 8 bytes, and in those the same widths of the length
 * </pre>
 */
final class DeltaCommand {

  /** The first four bytes of a delta. */
  static final int MAGIC = 0x72730236;

  static final int END = 0;

  /** The longest literal whose command is its length. */
  static final int SHORT_LITERAL = 0x40;

  static final int LITERAL = 0x41;
  static final int COPY = 0x45;
  static final int LAST = 0x54;

  private DeltaCommand() {}

  /** {@return binary logarithm of the bytes that a number takes: 0 to 3} */
  static int widthLog(long value) {
    if (value < 1L << 8) {
      return 0;
    }
    return value < 1L << 16 ? 1 : value < 1L << 32 ? 2 : 3;
  }
}
