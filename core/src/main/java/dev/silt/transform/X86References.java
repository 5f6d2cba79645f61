package dev.silt.transform;

/** Four-byte displacements of x86-64 code: {@code call}, {@code jmp}, {@code jcc}, [rip + x]. */
final class X86References {

  private static final int FIELD = 4;

  /** One-byte opcodes, and second bytes of two-byte ones, that are often followed by ModRM. */
  private static final int[] MODRM_OPCODES = {
    0x03, 0x10, 0x39, 0x3b, 0x63, 0x6f, 0x80, 0x83, 0x85, 0x89, 0x8b, 0x8d, 0xff
  };

  private static final boolean[] HAS_MODRM = new boolean[1 << Byte.SIZE];

  static {
    for (int opcode : MODRM_OPCODES) {
      HAS_MODRM[opcode] = true;
    }
  }

  private X86References() {}

  /**
   * Rewrites the fields whose destination lies in the content.
   *
   * @param bytes an array
   * @param count how many of its first bytes
   * @param position offset of the first in the content
   * @param space destinations from 0 to here are rewritten, in code up to here
   * @param toAbsolute direction
   */
  static void rewrite(byte[] bytes, int count, long position, int space, boolean toAbsolute) {
    int length = (int) Math.max(0, Math.min(count, space - position));
    for (int i = 0; i + 1 + FIELD <= length; i++) {
      int field = field(bytes, i);
      if (field == 0 || field + FIELD > length) {
        continue;
      }
      int next = (int) position + field + FIELD;
      int value = int32(bytes, field);
      if (isNear(value, next, space) || isNear(Integer.reverseBytes(value), next, space)) {
        put(bytes, field, toAbsolute ? encode(value, next, space) : decode(value, next, space));
      }
      i = field + FIELD - 1; // also where it was left alone: fields must not overlap
    }
  }

  /** Where the displacement of an instruction begins whose opcode is at an index; 0 if nowhere. */
  private static int field(byte[] bytes, int at) {
    int opcode = bytes[at] & 0xff;
    if ((opcode & 0xfe) == 0xe8) {
      return at + 1;
    }
    int second = bytes[at + 1] & 0xff;
    boolean conditional = opcode == 0x0f && (second & 0xf0) == 0x80;
    return conditional || HAS_MODRM[opcode] && (second & 0xc7) == 0x05 ? at + 2 : 0;
  }

  private static boolean isNear(int displacement, int next, int space) {
    return displacement >= -next && displacement < space;
  }

  /**
   * The absolute destination with its highest byte first. Values that are no displacement, but look
   * like such a destination, give way: they go along the chain of values that took each other's
   * place, to its start.
   */
  private static int encode(int value, int next, int space) {
    if (isNear(value, next, space)) {
      return Integer.reverseBytes(turn(value, next, space));
    }
    int made = value;
    do {
      made = turnBack(Integer.reverseBytes(made), next, space);
    } while (isNear(Integer.reverseBytes(made), next, space));
    return made;
  }

  private static int decode(int value, int next, int space) {
    if (isNear(Integer.reverseBytes(value), next, space)) {
      return turnBack(Integer.reverseBytes(value), next, space);
    }
    int made = value;
    do {
      made = Integer.reverseBytes(turn(made, next, space));
    } while (isNear(made, next, space));
    return made;
  }

  /** Turns [-next, space) so that [-next, space - next) comes to [0, space). */
  private static int turn(int displacement, int next, int space) {
    return displacement < space - next ? displacement + next : displacement - space;
  }

  private static int turnBack(int absolute, int next, int space) {
    return absolute >= 0 ? absolute - next : absolute + space;
  }

  static int int32(byte[] bytes, int at) {
    return bytes[at] & 0xff
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }

  static void put(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
    bytes[at + 1] = (byte) (value >> 8);
    bytes[at + 2] = (byte) (value >> 16);
    bytes[at + 3] = (byte) (value >> 24);
  }
}
