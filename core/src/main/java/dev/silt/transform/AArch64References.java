package dev.silt.transform;

/** Branches with link ({@code bl}) and page addresses ({@code adrp}) of AArch64 code. */
final class AArch64References {

  private static final int WORD = 4;
  private static final int BRANCH_MASK = 0xfc000000;
  private static final int BRANCH = 0x94000000;
  private static final int PAGE_MASK = 0x9f000000;
  private static final int PAGE = 0x90000000;
  private static final int PAGE_LOG = 12;

  private AArch64References() {}

  static void rewrite(byte[] bytes, int count, int position, boolean toAbsolute) {
    for (int i = -position & WORD - 1; i + WORD <= count; i += WORD) {
      int word = X86References.int32(bytes, i);
      int at = position + i;
      if ((word & BRANCH_MASK) == BRANCH) {
        int moved = word + (toAbsolute ? at >>> 2 : -(at >>> 2));
        X86References.put(bytes, i, BRANCH | moved & ~BRANCH_MASK);
      } else if ((word & PAGE_MASK) == PAGE) {
        int pages = (word >>> 29 & 3) | (word >>> 5 & 0x7ffff) << 2;
        pages += toAbsolute ? at >>> PAGE_LOG : -(at >>> PAGE_LOG);
        int moved = word & ~(3 << 29 | 0x7ffff << 5) | (pages & 3) << 29;
        X86References.put(bytes, i, moved | (pages >>> 2 & 0x7ffff) << 5);
      }
    }
  }
}
