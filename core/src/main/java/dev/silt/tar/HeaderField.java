package dev.silt.tar;

/**
 * The fields of a header block for which a {@link FieldRule} says how they are filled, in the order
 * in which they are written. Together with the type byte at {@link #TYPE_OFFSET} they cover the
 * block.
 */
enum HeaderField {
  NAME(0, 100, false),
  MODE(100, 8, true),
  UID(108, 8, true),
  GID(116, 8, true),
  SIZE(124, 12, true),
  MTIME(136, 12, true),
  LINK(157, 100, false),
  /** Magic and version. */
  MAGIC(257, 8, false),
  USER(265, 32, false),
  GROUP(297, 32, false),
  MAJOR(329, 8, true),
  MINOR(337, 8, true),
  /** Prefix and padding, or what GNU tar and star put there. */
  TAIL(345, 167, false),
  /** Last, because it depends on all others. */
  CHECKSUM(148, 8, true);

  /** Bytes of a block. */
  static final int BLOCK = 512;

  /** Where the type byte is. */
  static final int TYPE_OFFSET = 156;

  /** Bytes of a ustar prefix, the first of {@link #TAIL}. */
  static final int PREFIX_LENGTH = 155;

  private static final HeaderField[] ALL = values();

  /** Offset in the block. */
  final int offset;

  /** Bytes. */
  final int length;

  /** Whether it holds a number. */
  final boolean number;

  HeaderField(int offset, int length, boolean number) {
    this.offset = offset;
    this.length = length;
    this.number = number;
  }

  /** {@return the number of fields} */
  static int count() {
    return ALL.length;
  }

  /** {@return the field with an ordinal} */
  static HeaderField at(int ordinal) {
    return ALL[ordinal];
  }

  /** {@return how many bytes a payload takes with its padding} */
  static long padded(long length) {
    return length + (BLOCK - 1) & -BLOCK;
  }
}
