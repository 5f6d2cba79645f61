package dev.silt.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.testing.Bytes;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiteralTransformTest {

  private static final int[] OPCODES = {
    0xe8, 0xe9, 0x0f, 0x85, 0x8b, 0x05, 0x8d, 0x0d, 0x48, 0xff, 0x15, 0, 0, 0xff, 0x94, 0x90, 0x1f,
    0xf0, 0xf7, 0xf8, 0xd0
  };

  static Stream<LiteralTransform> transforms() {
    return Stream.of(
        LiteralTransform.NONE,
        new LiteralTransform(MachineCode.AARCH64, 0),
        new LiteralTransform(MachineCode.ARM, 0),
        new LiteralTransform(MachineCode.X86_64, 0),
        new LiteralTransform(MachineCode.X86_64, 5),
        new LiteralTransform(MachineCode.X86_64, 12),
        new LiteralTransform(MachineCode.X86_64, 20),
        new LiteralTransform(MachineCode.X86_64, LiteralTransform.MAX_SPACE_LOG));
  }

  /** Bytes that are mostly opcodes, zeros and ones: fields overlap and lie near the borders. */
  private static byte[] code(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] =
          (byte)
              (random.nextInt(5) == 0 ? random.nextInt() : OPCODES[random.nextInt(OPCODES.length)]);
    }
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void bytesComeBack(LiteralTransform transform) {
    long[] positions = {0, 1, 2, 3, 100, 4000, 4095, 1 << 20, (1L << 30) - 700, 1L << 31, 1L << 40};
    for (int seed = 0; seed < 300; seed++) {
      byte[] bytes = code(seed * 5, seed);
      long position = positions[seed % positions.length];
      byte[] made = bytes.clone();
      transform.encode(made, made.length, position);
      transform.decode(made, made.length, position);
      assertThat(made).as("seed %d", seed).isEqualTo(bytes);
      transform.decode(made, made.length, position);
      transform.encode(made, made.length, position);
      assertThat(made).as("seed %d, backwards", seed).isEqualTo(bytes);
    }
  }

  @Test
  void leavesWhatLiesBehindTheCount() {
    byte[] bytes = code(100, 1);
    bytes[0] = (byte) 0xe8;
    X86References.put(bytes, 1, 20);
    byte[] made = bytes.clone();
    new LiteralTransform(MachineCode.X86_64, 20).encode(made, 50, 0);
    assertThat(Bytes.from(made, 50)).isEqualTo(Bytes.from(bytes, 50));
    assertThat(made).isNotEqualTo(bytes);
  }

  @Test
  void callsOfOneFunctionBecomeEqual() {
    byte[] code = new byte[64];
    for (int at : new int[] {10, 40}) {
      code[at] = (byte) 0xe8;
      X86References.put(code, at + 1, 0x123456 - (at + 5));
    }
    new LiteralTransform(MachineCode.X86_64, 24).encode(code, code.length, 0);
    for (int at : new int[] {10, 40}) {
      assertThat(Integer.reverseBytes(X86References.int32(code, at + 1))).isEqualTo(0x123456);
    }
  }

  @Test
  void branchesAndPagesOfAArch64BecomeEqual() {
    byte[] code = new byte[8192 + 8];
    for (int at : new int[] {0, 8192}) {
      X86References.put(code, at, 0x94000000 | (0x10000 - at >> 2) & 0x3ffffff);
      int pages = 0x77 - (at >> 12);
      X86References.put(code, at + 4, 0x90000003 | (pages & 3) << 29 | (pages >> 2) << 5);
    }
    new LiteralTransform(MachineCode.AARCH64, 0).encode(code, code.length, 0);
    assertThat(X86References.int32(code, 8192)).isEqualTo(X86References.int32(code, 0));
    assertThat(X86References.int32(code, 8196)).isEqualTo(X86References.int32(code, 4));
  }

  @Test
  void callsOfThumbCodeBecomeEqual() {
    byte[] code = new byte[64];
    for (int at : new int[] {2, 40}) {
      X86References.put(code, at, 0xf800f000 | 0x1234 - at >> 1 << 16 & 0x7ff0000 | 0x10);
      X86References.put(code, at + 8, 0xe800f000 | (0x230 - (at + 8 & -4) >> 1) << 16 | 0x20);
    }
    new LiteralTransform(MachineCode.ARM, 0).encode(code, code.length, 0);
    assertThat(X86References.int32(code, 40)).isEqualTo(X86References.int32(code, 2));
    assertThat(X86References.int32(code, 48)).isEqualTo(X86References.int32(code, 10));
    assertThat(X86References.int32(code, 2)).isEqualTo(0xf91af010);
  }

  @Test
  void choosesByElfHeader() {
    byte[] head = new byte[LiteralTransform.HEAD_LENGTH];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1}, 0, head, 0, 6);
    head[18] = 62;
    assertThat(LiteralTransform.forContent(head, 4096))
        .isEqualTo(new LiteralTransform(MachineCode.X86_64, 12));
    assertThat(LiteralTransform.forContent(head, 4097).spaceLog()).isEqualTo(13);
    assertThat(LiteralTransform.forContent(head, 1L << 40).spaceLog()).isEqualTo(30);
    head[18] = (byte) 183;
    assertThat(LiteralTransform.forContent(head, 4096).machine()).isEqualTo(MachineCode.AARCH64);
    head[18] = 3;
    assertThat(LiteralTransform.forContent(head, 4096)).isEqualTo(LiteralTransform.NONE);
    head[4] = 1;
    assertThat(LiteralTransform.forContent(head, 4096)).isEqualTo(LiteralTransform.NONE);
    head[18] = 40;
    assertThat(LiteralTransform.forContent(head, 4096).machine()).isEqualTo(MachineCode.ARM);
    assertThat(LiteralTransform.forContent(new byte[3], 3)).isEqualTo(LiteralTransform.NONE);
  }
}
