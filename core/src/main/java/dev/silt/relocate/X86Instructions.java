package dev.silt.relocate;

/**
 * How long instructions of x86-64 are, and where in them a reference of four bytes relative to the
 * next instruction is. Knows no operands and does not tell whether a processor would take an
 * instruction; what begins as none does has length 0. From AMD's and Intel's manuals (opcode maps).
 */
final class X86Instructions {

  /** Bytes of an instruction at most. */
  static final int MAX_LENGTH = 15;

  /** Bytes that are looked at from an instruction's start. */
  static final int REACH = 2 * MAX_LENGTH;

  /**
   * What follows each opcode: {@code .} nothing; {@code m} ModRM; {@code b w z v} a number of one
   * byte, two, four (two with prefix 66 and without REX.W), or of eight with REX.W and else as z;
   * {@code B Z} ModRM and such a number; {@code o} an address (eight bytes; four with prefix 67);
   * {@code e} three bytes; {@code g} ModRM and, if its reg is 0 or 1, for f6 a b, for f7 a z;
   * {@code j} a distance of four bytes. {@code p r} prefix, REX; {@code 0 8 A V} an escape, see the
   * code; {@code x} no instruction.
   */
  private static final byte[] ONE_BYTE =
      table(
          "mmmmbzxxmmmmbzx0",
          "mmmmbzxxmmmmbzxx",
          "mmmmbzpxmmmmbzpx",
          "mmmmbzpxmmmmbzpx",
          "rrrrrrrrrrrrrrrr",
          "................",
          "xxVmppppzZbB....",
          "bbbbbbbbbbbbbbbb",
          "BZxBmmmmmmmmmmmm",
          "..........x.....",
          "oooo....bz......",
          "bbbbbbbbvvvvvvvv",
          "BBw.VVBZe.w..bx.",
          "mmmmxxx.mmmmmmmm",
          "bbbbbbbbjjxb....",
          "p.pp..gg......mm");

  /** The same for what stands behind 0f. */
  private static final byte[] TWO_BYTES =
      table(
          "mmmmx.....x.xm.B",
          "mmmmmmmmmmmmmmmm",
          "mmmmxxxxmmmmmmmm",
          "......x.8xAxxxxx",
          "mmmmmmmmmmmmmmmm",
          "mmmmmmmmmmmmmmmm",
          "mmmmmmmmmmmmmmmm",
          "BBBBmmm.mmmmmmmm",
          "jjjjjjjjjjjjjjjj",
          "mmmmmmmmmmmmmmmm",
          "...mBmmm...mBmmm",
          "mmmmmmmmmmBmmmmm",
          "mmBmBBBm........",
          "mmmmmmmmmmmmmmmm",
          "mmmmmmmmmmmmmmmm",
          "mmmmmmmmmmmmmmmm");

  private static final int SIZE = 7;
  private static final int MODRM = 8;
  private static final int DISTANCE = 16;
  private static final int OTHER = 32;

  private static final byte[] ONE_BYTE_FORMS = forms(ONE_BYTE);
  private static final byte[] TWO_BYTE_FORMS = forms(TWO_BYTES);

  private static final int REX = 0x40;
  private static final int ESCAPE = 0x0f;
  private static final int CALL = 0xe8;
  private static final int JUMP = 0xe9;
  private static final int OPERAND_16 = 0x66;
  private static final int ADDRESS_32 = 0x67;
  private static final int EMPTY_UPPER = 0x77;

  private int field;
  private int displacement;
  private int immediate;
  private FieldKind kind = FieldKind.OPERAND;

  /** {@return bytes from the last instruction's start to its reference; 0 if it has none} */
  int field() {
    return field;
  }

  /** {@return the kind of that reference} */
  FieldKind kind() {
    return kind;
  }

  /** {@return bytes from its start to a displacement of four bytes from a register; 0 if none} */
  int displacement() {
    return displacement;
  }

  /** {@return bytes from its start to a number of four bytes; 0 if it has none} */
  int immediate() {
    return immediate;
  }

  /**
   * Looks at an instruction.
   *
   * @param code an array with {@link #REACH} bytes from there
   * @param start its first byte
   * @return its length in bytes; 0 if it is none
   */
  int length(byte[] code, int start) {
    field = 0;
    displacement = 0;
    immediate = 0;
    int at = start;
    int opcode = code[at++] & 0xff;
    if ((opcode & 0xf0) == REX) {
      opcode = code[at++] & 0xff;
    }
    int form = ONE_BYTE_FORMS[opcode];
    if (opcode == ESCAPE) {
      form = TWO_BYTE_FORMS[code[at++] & 0xff];
    }
    if ((form & OTHER) != 0) {
      return otherLength(code, start);
    }
    if ((form & DISTANCE) != 0) {
      return distance(start, at, opcode);
    }
    int last = (form & MODRM) == 0 ? at : operand(code, start, at);
    int size = form & SIZE;
    immediate = size == 4 ? last - start : 0;
    return end(start, last + size);
  }

  /** The same, for all instructions. */
  private int otherLength(byte[] code, int start) {
    int at = start;
    boolean short16 = false;
    boolean short32 = false;
    boolean wide = false;
    int opcode;
    byte form;
    while (true) {
      opcode = code[at++] & 0xff;
      form = ONE_BYTE[opcode];
      if (form == 'r') {
        wide = (opcode & 8) != 0;
      } else if (form == 'p') {
        wide = false;
        short16 |= opcode == OPERAND_16;
        short32 |= opcode == ADDRESS_32;
      } else {
        break;
      }
      if (at - start == MAX_LENGTH) {
        return 0;
      }
    }
    if (form == '0') {
      form = TWO_BYTES[code[at++] & 0xff];
      if (form == '8' || form == 'A') {
        form = (byte) (form == '8' ? 'm' : 'B');
        at++;
      }
    } else if (form == 'V') {
      form = vector(code, at, opcode);
      at += opcode == 0xc5 ? 2 : opcode == 0xc4 ? 3 : 4;
    }
    if (form == 'j') {
      return distance(start, at, opcode);
    }
    int number = short16 && !wide ? 2 : 4;
    int last = at;
    switch (form) {
      case 'm', 'B', 'Z', 'g' -> last = operand(code, start, at);
      case 'x' -> {
        return 0;
      }
      default -> {}
    }
    int size =
        switch (form) {
          case 'b', 'B' -> 1;
          case 'w' -> 2;
          case 'e' -> 3;
          case 'z', 'Z' -> number;
          case 'v' -> wide ? 8 : number;
          case 'o' -> short32 ? 4 : 8;
          case 'g' -> (code[at] & 0x30) != 0 ? 0 : opcode == 0xf6 ? 1 : number;
          default -> 0;
        };
    immediate = size == 4 ? last - start : 0;
    return end(start, last + size);
  }

  private int distance(int start, int at, int opcode) {
    field = at - start;
    kind =
        opcode == CALL
            ? FieldKind.CALL
            : opcode == JUMP ? FieldKind.JUMP : FieldKind.CONDITIONAL_JUMP;
    return end(start, at + 4);
  }

  private int end(int start, int end) {
    int length = end - start;
    if (length > MAX_LENGTH) {
      field = 0;
      displacement = 0;
      immediate = 0;
      return 0;
    }
    return length;
  }

  /** What follows the opcode of an instruction with VEX (c4, c5) or EVEX (62). */
  private static byte vector(byte[] code, int at, int prefix) {
    int map = prefix == 0xc5 ? 1 : code[at] & (prefix == 0xc4 ? 0x1f : 7);
    int opcode = code[at + (prefix == 0xc5 ? 1 : prefix == 0xc4 ? 2 : 3)] & 0xff;
    return switch (map) {
      case 1 -> (byte) (opcode == EMPTY_UPPER ? '.' : TWO_BYTES[opcode] == 'B' ? 'B' : 'm');
      case 2 -> 'm';
      case 3 -> 'B';
      case 5, 6 -> (byte) (prefix == 0x62 ? 'm' : 'x');
      default -> 'x';
    };
  }

  /**
   * ModRM, SIB and displacement: their end. Mod 0 with rm 5 is relative to the next instruction.
   */
  private int operand(byte[] code, int start, int at) {
    int modrm = code[at] & 0xff;
    int mod = modrm >>> 6;
    int rm = modrm & 7;
    int next = at + 1;
    if (mod == 3) {
      return next;
    }
    if (rm == 4) {
      boolean noBase = (code[next] & 7) == 5;
      displacement = mod == 2 || mod == 0 && noBase ? next + 1 - start : 0;
      return next + 1 + (mod == 1 ? 1 : mod == 2 || noBase ? 4 : 0);
    }
    if (mod == 0 && rm == 5) {
      field = next - start;
      kind = FieldKind.OPERAND;
      return next + 4;
    }
    displacement = mod == 2 ? next - start : 0;
    return next + (mod == 1 ? 1 : mod == 2 ? 4 : 0);
  }

  /** What {@link #length} needs of most letters. */
  private static byte[] forms(byte[] letters) {
    byte[] forms = new byte[letters.length];
    for (int i = 0; i < forms.length; i++) {
      forms[i] =
          switch (letters[i]) {
            case '.' -> 0;
            case 'b' -> 1;
            case 'w' -> 2;
            case 'e' -> 3;
            case 'z' -> 4;
            case 'm' -> MODRM;
            case 'B' -> MODRM | 1;
            case 'Z' -> MODRM | 4;
            case 'j' -> DISTANCE;
            default -> OTHER;
          };
    }
    return forms;
  }

  private static byte[] table(String... rows) {
    byte[] table = new byte[1 << Byte.SIZE];
    for (int i = 0; i < table.length; i++) {
      table[i] = (byte) rows[i >> 4].charAt(i & 15);
    }
    return table;
  }
}
