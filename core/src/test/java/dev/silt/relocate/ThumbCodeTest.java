package dev.silt.relocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Fields of instructions are read and written without touching the other bits. */
class ThumbCodeTest {

  private static int word(int... bytes) {
    return bytes[0] | bytes[1] << 8 | bytes[2] << 16 | bytes[3] << 24;
  }

  /** Words as an assembler made them. */
  @Test
  void readsWhatAssemblersWrite() {
    int call = word(0xff, 0xf7, 0x3f, 0xfe);
    assertThat(ThumbCode.isBranch(call)).isTrue();
    assertThat(ThumbCode.branchDistance(call)).isEqualTo(-898);
    assertThat(ThumbCode.isConditional(call)).isFalse();
    int equal = word(0x00, 0xf0, 0x31, 0x82);
    assertThat(ThumbCode.isConditional(equal)).isTrue();
    assertThat(ThumbCode.conditionalDistance(equal)).isEqualTo(1122);
    assertThat(ThumbCode.isBranch(equal)).isFalse();
    int back = word(0x7f, 0xf4, 0xdf, 0xae);
    assertThat(ThumbCode.conditionalDistance(back)).isEqualTo(-578);
    assertThat(ThumbCode.length(0x4b09)).isEqualTo(2);
    assertThat(ThumbCode.length(0xe7fd)).isEqualTo(2);
    assertThat(ThumbCode.length(0xe92d)).isEqualTo(4);
    assertThat(ThumbCode.length(0xf8df)).isEqualTo(4);
    assertThat(ThumbCode.adds(0x447b, 3)).isTrue();
    assertThat(ThumbCode.adds(0x44f8, 8)).isTrue();
    assertThat(ThumbCode.adds(0x44f8, 0)).isFalse();
    assertThat(ThumbCode.isWideLoad(0x8024f8df)).isTrue();
    assertThat(ThumbCode.isLoad(0x4b09)).isTrue();
  }

  @Test
  void branchesOf25BitsComeBack() {
    SplittableRandom random = new SplittableRandom(51);
    for (int round = 0; round < 20_000; round++) {
      int opcode = new int[] {0xd000f000, 0x9000f000}[round & 1];
      int word = ThumbCode.branch(opcode | random.nextInt() & 0x2fff07ff, 0);
      assertThat(ThumbCode.branchDistance(word)).isZero();
      int far =
          switch (round) {
            case 0, 1 -> -(1 << 24);
            case 2, 3 -> (1 << 24) - 2;
            case 4, 5 -> -2;
            default -> random.nextInt() >> 7 & -2;
          };
      int made = ThumbCode.branch(word, far);
      assertThat(ThumbCode.branchDistance(made)).isEqualTo(far);
      assertThat(made & 0xd000f800).isEqualTo(opcode);
      assertThat(ThumbCode.branch(made, far + (1L << 25))).isEqualTo(made);
    }
  }

  @Test
  void conditionalBranchesComeBack() {
    SplittableRandom random = new SplittableRandom(52);
    for (int round = 0; round < 20_000; round++) {
      int opcode = 0x8000f000 | random.nextInt(14) << 6;
      int far = random.nextInt() >> 11 & -2;
      far = round == 0 ? -(1 << 20) : round == 1 ? (1 << 20) - 2 : far;
      int made = ThumbCode.conditional(opcode, far);
      assertThat(ThumbCode.isConditional(made)).isTrue();
      assertThat(ThumbCode.conditionalDistance(made)).isEqualTo(far);
      assertThat(made & 0xd000fbc0).isEqualTo(opcode);
    }
  }

  @Test
  void callsOfArmCodeStayAligned() {
    SplittableRandom random = new SplittableRandom(53);
    for (int round = 0; round < 20_000; round++) {
      long site = 2L * random.nextInt(1 << 22);
      long destination = 4L * random.nextInt(1 << 21);
      int made = ArmFields.branch(0xc000f000, destination, site);
      assertThat(ThumbCode.isExchange(made)).isTrue();
      assertThat(ArmFields.destination(made, site)).isEqualTo(destination);
      made = ArmFields.branch(0xd000f000, destination + 2, site);
      assertThat(ArmFields.destination(made, site)).isEqualTo(destination + 2);
    }
  }

  /** Words as an assembler made them: of {@code movw r6, #0x1abc; movt r6, #0xd47e}. */
  @Test
  void pairsOfMovesComeBack() {
    long thumb = pair(word(0x41, 0xf6, 0xbc, 0x26), word(0xcd, 0xf2, 0x7e, 0x46));
    long arm = pair(0xe3016abc, 0xe34d647e);
    assertThat(ArmMoves.isThumb(thumb)).isTrue();
    assertThat(ArmMoves.isArm(arm)).isTrue();
    SplittableRandom random = new SplittableRandom(55);
    for (long words : new long[] {thumb, arm}) {
      assertThat(ArmMoves.value(words)).isEqualTo(0xd47e1abc);
      assertThat(ArmMoves.register(words)).isEqualTo(6);
      for (int round = 0; round < 20_000; round++) {
        int value = random.nextInt();
        long made = ArmMoves.with(words, value);
        assertThat(ArmMoves.value(made)).isEqualTo(value);
        assertThat(ArmMoves.register(made)).isEqualTo(6);
        assertThat(ArmMoves.isThumb(made)).isEqualTo(words == thumb);
        assertThat(ArmMoves.isArm(made)).isEqualTo(words == arm);
        assertThat(ArmMoves.with(made, 0xd47e1abc)).isEqualTo(words);
      }
    }
    assertThat(ArmMoves.isThumb(pair((int) thumb, (int) thumb))).isFalse();
    assertThat(ArmMoves.isThumb(thumb ^ 1L << 56)).isFalse();
    assertThat(ArmMoves.isArm(arm ^ 1L << 44)).isFalse();
    assertThat(ArmMoves.isArm(arm ^ 1L << 60)).isFalse();
  }

  private static long pair(int low, int high) {
    return Integer.toUnsignedLong(low) | (long) high << 32;
  }

  @Test
  void armBranchesAndStubsComeBack() {
    SplittableRandom random = new SplittableRandom(54);
    for (int round = 0; round < 20_000; round++) {
      int word = random.nextInt();
      int far = random.nextInt() >> 6 & -4;
      int made = ArmFields.armBranch(word, far);
      assertThat(made & 0xff000000).isEqualTo(word & 0xff000000);
      assertThat(ArmFields.armBranch(made, -far)).isEqualTo(word);

      long words = random.nextLong() & ~0xffL | 0x80;
      words = words & ~(0xfffL << 32) | 0x800L << 32;
      int few = random.nextInt(-0x80000, 0x7f000);
      long stub = ArmFields.stub(words, few);
      assertThat(stub & ~0xfff000000ffL).isEqualTo(words & ~0xfff000000ffL);
      assertThat(ArmFields.stub(stub, -few)).isEqualTo(words);
    }
  }
}
