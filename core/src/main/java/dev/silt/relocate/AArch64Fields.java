package dev.silt.relocate;

/**
 * Fields of AArch64 code: branches, page addresses (adrp), and the offset within the page in the
 * instruction (add, load, store) that completes one shortly after.
 */
final class AArch64Fields {

  /** Instructions between a page address and what completes it, at most. */
  private static final int REACH = 8;

  private static final int PAGE_BITS = 12;
  private static final long PAGE_MASK = -1L << PAGE_BITS;

  private AArch64Fields() {}

  static void find(FieldFinder block, int from, int to, Fields fields) {
    int place = from + (int) (-(block.address() + from) & 3);
    for (; place + 4 <= to; place += 4) {
      int word = block.int32(place);
      long site = block.address() + place;
      if ((word & 0x7c000000) == 0x14000000) {
        block.add(place, FieldKind.BRANCH, word, site + (word << 6 >> 4), fields);
      } else if ((word & 0xff000010) == 0x54000000 || (word & 0x7e000000) == 0x34000000) {
        block.add(place, FieldKind.CONDITIONAL_BRANCH, word, site + (word << 8 >> 13 << 2), fields);
      } else if (isPage(word)) {
        block.add(place, FieldKind.PAGE, word, page(word, site) + completion(block, place), fields);
      } else if (completes(word)) {
        long page = pageBefore(block, place);
        if (page >= 0) {
          block.add(place, FieldKind.PAGE_OFFSET, word, page + pageOffset(word), fields);
        }
      }
    }
  }

  private static boolean isPage(int word) {
    return (word & 0x9f000000) == 0x90000000;
  }

  private static boolean completes(int word) {
    return (word & 0x7fc00000) == 0x11000000 || (word & 0x3b000000) == 0x39000000;
  }

  private static long page(int word, long site) {
    int pages = (word >>> 29 & 3 | word >>> 3 & 0x1ffffc) << 11 >> 11;
    return (site & PAGE_MASK) + ((long) pages << PAGE_BITS);
  }

  private static int pageOffset(int word) {
    return (word >>> 10 & 0xfff) << unitLog(word);
  }

  /** Loads and stores count in units of what they move. */
  static int unitLog(int word) {
    if ((word & 0x3b000000) != 0x39000000) {
      return 0;
    }
    boolean quad = (word & 1 << 26) != 0 && (word & 1 << 23) != 0;
    return (word >>> 30) + (quad ? 4 : 0);
  }

  /** What the first instruction that uses a page's register adds to it; 0 if none is near. */
  private static int completion(FieldFinder block, int place) {
    int register = block.int32(place) & 31;
    for (int i = 1; i <= REACH; i++) {
      int word = block.int32(place + 4 * i);
      if (completes(word) && (word >>> 5 & 31) == register) {
        return pageOffset(word);
      }
    }
    return 0;
  }

  /** The page that the register of an instruction was set to shortly before; -1 if it was not. */
  private static long pageBefore(FieldFinder block, int place) {
    int register = block.int32(place) >>> 5 & 31;
    for (int i = 1; i <= REACH; i++) {
      int word = block.int32(place - 4 * i);
      if (isPage(word) && (word & 31) == register) {
        return page(word, block.address() + place - 4L * i);
      }
    }
    return -1;
  }

  /** {@return a branch to a destination so many bytes further} */
  static int branch(int word, long distance) {
    int words = word << 6 >> 6;
    return word & 0xfc000000 | words + (int) (distance >> 2) & 0x3ffffff;
  }

  /** {@return a conditional branch to a destination so many bytes further} */
  static int conditional(int word, long distance) {
    int words = word << 8 >> 13;
    return word & ~(0x7ffff << 5) | (words + (int) (distance >> 2) & 0x7ffff) << 5;
  }

  /** {@return a page address, loaded at a site} */
  static int page(int word, long destination, long site) {
    int pages = (int) ((destination >> PAGE_BITS) - (site >> PAGE_BITS));
    return word & ~(3 << 29 | 0x7ffff << 5) | (pages & 3) << 29 | (pages >>> 2 & 0x7ffff) << 5;
  }

  /** {@return an offset within a page} */
  static int pageOffset(int word, long destination) {
    int units = (int) (destination & ~PAGE_MASK) >> unitLog(word);
    return word & ~(0xfff << 10) | units << 10;
  }
}
