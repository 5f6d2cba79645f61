package dev.silt.relocate;

/**
 * Fields of AArch64 code: branches, addresses near by (adr, ldr), page addresses (adrp), and the
 * offset within the page in the instruction (add, load, store) that completes one.
 */
final class AArch64Fields {

  /** Instructions before a block that are gone through; between a page and what completes it. */
  private static final int REACH = 16;

  private static final int PAGE_BITS = 12;
  private static final long PAGE_MASK = -1L << PAGE_BITS;

  private AArch64Fields() {}

  static void find(FieldFinder block, int from, int to, Fields fields) {
    AArch64Pages pages = new AArch64Pages();
    int first = from + (int) (-(block.address() + from) & 3);
    for (int place = first - 4 * REACH; place < first; place += 4) {
      pages.step(block.int32(place), block.address() + place);
    }
    for (int place = first; place + 4 <= to; place += 4) {
      int word = block.int32(place);
      long site = block.address() + place;
      if ((word & 0x7c000000) == 0x14000000) {
        block.add(place, FieldKind.BRANCH, word, site + (word << 6 >> 4), fields);
      } else if ((word & 0xff000010) == 0x54000000
          || (word & 0x7e000000) == 0x34000000
          || (word & 0x3b000000) == 0x18000000) {
        block.add(place, FieldKind.CONDITIONAL_BRANCH, word, site + 4L * number19(word), fields);
      } else if ((word & 0x7e000000) == 0x36000000) {
        block.add(place, FieldKind.TEST_BRANCH, word, site + 4L * number14(word), fields);
      } else if ((word & 0x9f000000) == 0x10000000) {
        block.add(place, FieldKind.NEAR, word, site + number21(word), fields);
      } else if (isPage(word)) {
        block.add(place, FieldKind.PAGE, word, page(word, site) + completion(block, place), fields);
      } else if (completes(word)) {
        long page = pages.of(word >>> 5 & 31);
        if (page != AArch64Pages.NONE) {
          block.add(place, FieldKind.PAGE_OFFSET, word, page + pageOffset(word), fields);
        }
      }
      pages.step(word, site);
    }
  }

  static boolean isPage(int word) {
    return (word & 0x9f000000) == 0x90000000;
  }

  private static boolean completes(int word) {
    return (word & 0x7fc00000) == 0x11000000 || (word & 0x3b000000) == 0x39000000;
  }

  private static int number14(int word) {
    return word << 13 >> 18;
  }

  private static int number19(int word) {
    return word << 8 >> 13;
  }

  private static int number21(int word) {
    return (word >>> 29 & 3 | word >>> 3 & 0x1ffffc) << 11 >> 11;
  }

  /** {@return the address of the page that an adrp at a site loads} */
  static long page(int word, long site) {
    return (site & PAGE_MASK) + ((long) number21(word) << PAGE_BITS);
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
      if (AArch64Pages.changes(word, register)) {
        return 0;
      }
    }
    return 0;
  }

  /** {@return a branch to a destination so many bytes further} */
  static int branch(int word, long distance) {
    int words = word << 6 >> 6;
    return word & 0xfc000000 | words + (int) (distance >> 2) & 0x3ffffff;
  }

  /** {@return a conditional branch, or load, to a destination so many bytes further} */
  static int conditional(int word, long distance) {
    int words = number19(word) + (int) (distance >> 2);
    return word & ~(0x7ffff << 5) | (words & 0x7ffff) << 5;
  }

  /** {@return a branch on a bit to a destination so many bytes further} */
  static int test(int word, long distance) {
    int words = number14(word) + (int) (distance >> 2);
    return word & ~(0x3fff << 5) | (words & 0x3fff) << 5;
  }

  /** {@return an address near by, so many bytes further} */
  static int near(int word, long distance) {
    return with21(word, number21(word) + distance);
  }

  /** {@return a page address, loaded at a site} */
  static int page(int word, long destination, long site) {
    return with21(word, (destination >> PAGE_BITS) - (site >> PAGE_BITS));
  }

  private static int with21(int word, long number) {
    int low = (int) number;
    return word & ~(3 << 29 | 0x7ffff << 5) | (low & 3) << 29 | (low >>> 2 & 0x7ffff) << 5;
  }

  /** {@return an offset within a page} */
  static int pageOffset(int word, long destination) {
    int units = (int) (destination & ~PAGE_MASK) >> unitLog(word);
    return word & ~(0xfff << 10) | units << 10;
  }
}
