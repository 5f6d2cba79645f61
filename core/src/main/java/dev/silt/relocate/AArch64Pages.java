package dev.silt.relocate;

import java.util.Arrays;

/**
 * Which registers of AArch64 hold the address of a page that an adrp has loaded, while one goes
 * through instructions in the order of their addresses. Knows of no instruction all that it does:
 * loads of pairs may leave a register that was overwritten, jumps are not followed.
 */
final class AArch64Pages {

  /** No page. */
  static final long NONE = -1;

  private static final int REGISTER_COUNT = 32;

  /** A call may change registers 0 to 18, and sets the link register. */
  private static final int FIRST_KEPT = 19;

  private static final int LINK = 30;

  private final long[] pages = new long[REGISTER_COUNT];

  AArch64Pages() {
    Arrays.fill(pages, NONE);
  }

  /** {@return the page in a register, or {@link #NONE}} */
  long of(int register) {
    return pages[register];
  }

  /** Takes note of what an instruction does to registers. */
  void step(int word, long site) {
    if (AArch64Fields.isPage(word)) {
      pages[word & 31] = AArch64Fields.page(word, site);
    } else if (isCall(word)) {
      Arrays.fill(pages, 0, FIRST_KEPT, NONE);
      pages[LINK] = NONE;
    } else if (mayWrite(word)) {
      pages[word & 31] = NONE;
      if (isPair(word)) {
        pages[word >>> 10 & 31] = NONE;
      }
    }
  }

  /** {@return whether an instruction may change a register} */
  static boolean changes(int word, int register) {
    return isCall(word)
        ? register < FIRST_KEPT || register == LINK
        : mayWrite(word) && (word & 31) == register;
  }

  /** Branch with link, to an address or to that in a register. */
  private static boolean isCall(int word) {
    return (word & 0xfc000000) == 0x94000000 || (word & 0xfffffc1f) == 0xd63f0000;
  }

  /** All but branches, stores and what the system is told. */
  private static boolean mayWrite(int word) {
    boolean isBranch = (word >>> 26 & 7) == 5;
    boolean isStore = (word & 0x0a400000) == 0x08000000 && (word & 0x3b000000) != 0x18000000;
    return !isBranch && !isStore;
  }

  private static boolean isPair(int word) {
    return (word & 0x3a000000) == 0x28000000;
  }
}
