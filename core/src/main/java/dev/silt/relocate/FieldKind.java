package dev.silt.relocate;

/** How a field holds a reference. */
enum FieldKind {
  /** Four bytes: destination minus site, and a constant. */
  RELATIVE(4),
  /** Eight bytes: the destination's address. */
  ADDRESS(8),
  /** Four bytes: destination minus the unwind table's address. */
  UNWIND(4),
  /** 26 bits of an AArch64 instruction: words between site and destination. */
  BRANCH(4),
  /** 19 bits of an AArch64 instruction: words between site and destination. */
  CONDITIONAL(4),
  /** 21 bits of an AArch64 instruction: pages between the site's and the destination's. */
  PAGE(4),
  /** 12 bits of an AArch64 instruction: the destination's offset in its page, in units. */
  PAGE_OFFSET(4);

  private final int length;

  FieldKind(int length) {
    this.length = length;
  }

  /** {@return its bytes} */
  int length() {
    return length;
  }
}
