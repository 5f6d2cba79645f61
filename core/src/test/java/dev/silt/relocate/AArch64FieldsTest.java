package dev.silt.relocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Instructions with other destinations, and which register holds a page. */
class AArch64FieldsTest {

  private static final int ADRP_X3 = 0x90000003;
  private static final int ADD_X3 = 0x91000063;
  private static final long SITE = 0x401000;

  @Test
  void immediatesMoveThereAndBack() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 10_000; round++) {
      int word = random.nextInt();
      long distance = 4L * random.nextInt(-2000, 2000);
      assertThat(AArch64Fields.branch(AArch64Fields.branch(word, distance), -distance))
          .isEqualTo(word);
      assertThat(AArch64Fields.conditional(AArch64Fields.conditional(word, distance), -distance))
          .isEqualTo(word);
      assertThat(AArch64Fields.test(AArch64Fields.test(word, distance), -distance)).isEqualTo(word);
      assertThat(AArch64Fields.near(AArch64Fields.near(word, distance + 1), -distance - 1))
          .isEqualTo(word);
    }
    assertThat(AArch64Fields.test(0x36000001, 8)).isEqualTo(0x36000041); // tbz w1, #0, . + 8
    assertThat(AArch64Fields.near(0x10000000, 5)).isEqualTo(0x30000020); // adr x0, . + 5
    assertThat(AArch64Fields.page(0xb0000003, SITE)).isEqualTo(0x402000);
  }

  @Test
  void aPageStaysUntilItsRegisterChanges() {
    AArch64Pages pages = new AArch64Pages();
    assertThat(pages.of(3)).isEqualTo(AArch64Pages.NONE);
    pages.step(ADRP_X3, SITE);
    for (int word : new int[] {0xf9000003, 0x14000003, 0xb9000060, 0x91000065, 0xd65f03c0}) {
      pages.step(word, SITE); // str x3; b; str w0, [x3]; add x5, x3, #0; ret
      assertThat(pages.of(3)).as("%x", word).isEqualTo(SITE);
      assertThat(AArch64Pages.changes(word, 3)).as("%x", word).isFalse();
    }
    for (int word : new int[] {ADD_X3, 0xf9400063, 0x94000000, 0xd63f0000, 0x58000003}) {
      pages.step(ADRP_X3, SITE); // add x3; ldr x3; bl; blr x0; ldr x3, literal
      pages.step(word, SITE);
      assertThat(pages.of(3)).as("%x", word).isEqualTo(AArch64Pages.NONE);
      assertThat(AArch64Pages.changes(word, 3)).as("%x", word).isTrue();
    }
    pages.step(0x90000013, SITE); // adrp x19
    pages.step(0x94000000, SITE); // bl
    assertThat(pages.of(19)).isEqualTo(SITE);
    pages.step(0xa9404fe5, SITE); // ldp x5, x19, [sp]
    assertThat(pages.of(19)).isEqualTo(AArch64Pages.NONE);
  }
}
