package dev.silt.transform;

/**
 * Makes relative references in new machine code absolute, so that two calls of one function are
 * equal bytes. Where an instruction has a field is guessed from the bytes before it; a wrong guess
 * costs compression, never correctness: each rewriting is a permutation of the field's values. The
 * idea is that of the BCJ filters of 7-Zip and xz.
 *
 * @param machine whose code
 * @param spaceLog binary logarithm of the content's length, rounded up: 0 to {@value
 *     #MAX_SPACE_LOG}; 0 if it is not needed
 */
public record LiteralTransform(MachineCode machine, int spaceLog) {

  /** The largest {@link #spaceLog}. */
  public static final int MAX_SPACE_LOG = 30;

  /** Bytes that are rewritten as one piece at most, counted from an insert's start. */
  public static final int PIECE_LENGTH = 1 << 16;

  /** How many of a content's first bytes {@link #forContent} looks at. */
  public static final int HEAD_LENGTH = 20;

  /** The bytes as they are. */
  public static final LiteralTransform NONE = new LiteralTransform(MachineCode.NONE, 0);

  private static final int ELF_MAGIC = 0x464c457f;
  private static final int ELF_64_LITTLE = 0x0102;
  private static final int ELF_32_LITTLE = 0x0101;
  private static final int MACHINE_ARM = 40;
  private static final int MACHINE_X86_64 = 62;
  private static final int MACHINE_AARCH64 = 183;

  /** Checks the range. */
  public LiteralTransform {
    if (spaceLog < 0 || spaceLog > MAX_SPACE_LOG) {
      throw new IllegalArgumentException("spaceLog: expected=0 to 30, actual=" + spaceLog);
    }
  }

  /**
   * Chooses by what a content is.
   *
   * @param head its first {@link #HEAD_LENGTH} bytes, or fewer
   * @param length of the content
   * @return the transform for its machine code
   */
  public static LiteralTransform forContent(byte[] head, long length) {
    if (head.length < HEAD_LENGTH || X86References.int32(head, 0) != ELF_MAGIC) {
      return NONE;
    }
    int machine = int16(head, 18);
    if (int16(head, 4) == ELF_32_LITTLE && machine == MACHINE_ARM) {
      return new LiteralTransform(MachineCode.ARM, 0);
    }
    if (int16(head, 4) != ELF_64_LITTLE) {
      return NONE;
    }
    return switch (machine) {
      case MACHINE_X86_64 ->
          new LiteralTransform(
              MachineCode.X86_64,
              Math.min(MAX_SPACE_LOG, Long.SIZE - Long.numberOfLeadingZeros(length - 1)));
      case MACHINE_AARCH64 -> new LiteralTransform(MachineCode.AARCH64, 0);
      default -> NONE;
    };
  }

  private static int int16(byte[] bytes, int at) {
    return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
  }

  /**
   * Rewrites target bytes into literals, in place.
   *
   * @param bytes an array
   * @param count how many of its first bytes
   * @param position offset of the first in the target content
   */
  public void encode(byte[] bytes, int count, long position) {
    rewrite(bytes, count, position, true);
  }

  /**
   * Rewrites literals back into target bytes, in place.
   *
   * @param bytes an array
   * @param count how many of its first bytes
   * @param position offset of the first in the target content
   */
  public void decode(byte[] bytes, int count, long position) {
    rewrite(bytes, count, position, false);
  }

  private void rewrite(byte[] bytes, int count, long position, boolean toAbsolute) {
    switch (machine) {
      case NONE -> {}
      case X86_64 -> X86References.rewrite(bytes, count, position, 1 << spaceLog, toAbsolute);
      case AARCH64 -> AArch64References.rewrite(bytes, count, (int) position, toAbsolute);
      case ARM -> ThumbReferences.rewrite(bytes, count, (int) position, toAbsolute);
    }
  }
}
