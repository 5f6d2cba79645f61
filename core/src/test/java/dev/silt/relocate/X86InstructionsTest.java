package dev.silt.relocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths of instructions as GNU objdump prints them, and where their references are. */
class X86InstructionsTest {

  /** Code, length; where a relative reference, a displacement and a number are (0: none). */
  @ParameterizedTest
  @CsvSource({
    "90, 1, 0, 0, 0", // nop
    "55, 1, 0, 0, 0", // push rbp
    "e8 01020304, 5, 1, 0, 0", // call
    "f2 e9 01020304, 6, 2, 0, 0", // bnd jmp
    "0f 8f 01020304, 6, 2, 0, 0", // jg
    "eb 10, 2, 0, 0, 0", // jmp, short
    "48 8b 05 01020304, 7, 3, 0, 0", // mov rax, [rip + x]
    "48 8d 3d 01020304, 7, 3, 0, 0", // lea rdi, [rip + x]
    "c7 05 01020304 0a0b0c0d, 10, 2, 0, 6", // mov dword [rip + x], y
    "80 3d 01020304 00, 7, 2, 0, 0", // cmp byte [rip + x], 0
    "66 c7 05 01020304 0a0b, 9, 3, 0, 0", // mov word [rip + x], y
    "f6 05 01020304 01, 7, 2, 0, 0", // test byte [rip + x], 1
    "f7 1d 01020304, 6, 2, 0, 0", // neg dword [rip + x]
    "f7 05 01020304 0a0b0c0d, 10, 2, 0, 6", // test dword [rip + x], y
    "bf 01020304, 5, 0, 0, 1", // mov edi, x
    "48 bf 0102030405060708, 10, 0, 0, 0", // movabs rdi, x
    "48 c7 c7 01020304, 7, 0, 0, 3", // mov rdi, x
    "68 01020304, 5, 0, 0, 1", // push x
    "48 8b 04 c5 01020304, 8, 0, 4, 0", // mov rax, [rax * 8 + x]
    "ff 24 c5 01020304, 7, 0, 3, 0", // jmp [rax * 8 + x]
    "0f b6 80 01020304, 7, 0, 3, 0", // movzx eax, byte [rax + x]
    "48 81 bb 01020304 0a0b0c0d, 11, 0, 3, 7", // cmp qword [rbx + x], y
    "8b 44 24 08, 4, 0, 0, 0", // mov eax, [rsp + 8]
    "8b 84 24 01020304, 7, 0, 3, 0", // mov eax, [rsp + x]
    "66 0f 1f 84 00 00000000, 9, 0, 5, 0", // nop
    "66 90, 2, 0, 0, 0",
    "c8 100000, 4, 0, 0, 0", // enter
    "c2 0800, 3, 0, 0, 0", // ret 8
    "48 a1 0102030405060708, 10, 0, 0, 0", // movabs rax, [x]
    "66 0f 3a 0f c1 08, 6, 0, 0, 0", // palignr
    "66 0f 38 00 0d 01020304, 9, 5, 0, 0", // pshufb xmm1, [rip + x]
    "0f 05, 2, 0, 0, 0", // syscall
    "0f 0b, 2, 0, 0, 0", // ud2
    "f3 0f 1e fa, 4, 0, 0, 0", // endbr64
    "c5 f8 77, 3, 0, 0, 0", // vzeroupper
    "c5 fa 10 05 01020304, 8, 4, 0, 0", // vmovss xmm0, [rip + x]
    "c4 e3 7d 39 c1 01, 6, 0, 0, 0", // vextracti128
    "c4 e2 7d 18 05 01020304, 9, 5, 0, 0", // vbroadcastss ymm0, [rip + x]
    "c5 fd 70 c0 d8, 5, 0, 0, 0", // vpshufd
    "62 f1 7c 48 28 05 01020304, 10, 6, 0, 0", // vmovaps zmm0, [rip + x]
    "62 f3 7d 48 3b c1 01, 7, 0, 0, 0", // vextracti32x8
    "06, 0, 0, 0, 0", // none in 64 bits
    "c4 e0 7d 18 05, 0, 0, 0, 0", // no such map
    "0f 04, 0, 0, 0, 0",
    "66666666 66666666 66666666 666666 90, 0, 0, 0, 0", // too long
    "6666666666 48 c7 84 24 01020304 0a0b0c0d, 0, 0, 0, 0"
  })
  void lengthAndReferences(String hex, int length, int field, int displacement, int immediate) {
    byte[] code =
        Arrays.copyOf(HexFormat.of().parseHex(hex.replace(" ", "")), 2 * X86Instructions.REACH);
    X86Instructions instructions = new X86Instructions();
    assertThat(instructions.length(code, 0)).isEqualTo(length);
    assertThat(new int[] {instructions.field(), instructions.displacement()})
        .isEqualTo(new int[] {field, displacement});
    assertThat(instructions.immediate()).isEqualTo(immediate);
  }

  @Test
  void anyBytesAreGoneThrough() {
    SplittableRandom random = new SplittableRandom(17);
    X86Instructions instructions = new X86Instructions();
    byte[] code = new byte[X86Instructions.REACH];
    for (int round = 0; round < 200_000; round++) {
      random.nextBytes(code);
      int length = instructions.length(code, 0);
      assertThat(length).isBetween(0, X86Instructions.MAX_LENGTH);
      int last = Math.max(instructions.field(), instructions.displacement());
      assertThat(Math.max(last, instructions.immediate())).isLessThanOrEqualTo(length);
    }
  }
}
