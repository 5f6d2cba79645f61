package dev.silt.unpack;

/**
 * The columns of a zip's skeleton, in their order. Like stands beside like, and most entries have
 * nothing in most columns; so two skeletons differ in few places.
 */
enum SkeletonColumn {
  /** What is in front of the first local header. */
  PREFIX,
  /** For each entry: which columns it has something in. */
  LOCAL_MASKS,
  /** Name lengths and names. */
  NAMES,
  /** Version, flags and method, where they are not those of the entry before. */
  FIXED,
  /** Times, where they are not those of the entry before. */
  TIMES,
  /** Extra fields of local headers. */
  LOCAL_EXTRAS,
  /** Data of entries that are no members. */
  DATA,
  /** Forms of data descriptors that are not as expected. */
  FORMS,
  /** What stands between an entry and the next header. */
  GAPS,
  /** CRC-32 and lengths in local headers that are not as expected. */
  LOCAL_NUMBERS,
  /** CRC-32 and plain length where the member does not give them. */
  VALUES,
  /** The order of the central directory, if it is another. */
  ORDER,
  /** For each record of the directory: which columns it has something in. */
  CENTRAL_MASKS,
  /** What a record says besides, where it is not what the record before says. */
  RECORDS,
  /** Extra fields of records. */
  CENTRAL_EXTRAS,
  /** Comments of records. */
  COMMENTS,
  /** CRC-32, lengths and offsets of records that are not as expected. */
  CENTRAL_NUMBERS,
  /** All that follows the directory. */
  TAIL;

  /** Bits of a local mask. */
  static final int HAS_FIXED = 1;

  static final int HAS_TIME = 2;
  static final int HAS_LOCAL_EXTRA = 4;
  static final int HAS_DATA = 8;
  static final int HAS_GAP = 16;
  static final int HAS_FORM = 32;
  static final int HAS_LOCAL_NUMBERS = 64;
  static final int HAS_VALUES = 128;

  /** Bits of a central mask. */
  static final int HAS_RECORD = 1;

  static final int HAS_CENTRAL_EXTRA = 2;
  static final int HAS_COMMENT = 4;
  static final int HAS_CENTRAL_NUMBERS = 8;

  static final int FIXED_LENGTH = 6;
  static final int RECORD_LENGTH = 20;

  /** First byte of a skeleton: what it is of. */
  static final int ZIP = 1;

  static final int GZIP = 2;

  static final int JIMAGE = 3;

  static final int CLASSES = 4;

  static final int BITCODE = 5;

  /** Forms of data descriptors: none, then with four or eight bytes a length. */
  static final int NO_DESCRIPTOR = 0;

  static final int SHORT = 1;
  static final int SIGNED_SHORT = 2;
  static final int LONG = 3;
  static final int SIGNED_LONG = 4;
  static final int FORM_COUNT = 5;

  static int descriptorLength(int form) {
    return switch (form) {
      case SHORT -> 12;
      case SIGNED_SHORT -> 16;
      case LONG -> 20;
      case SIGNED_LONG -> 24;
      default -> 0;
    };
  }
}
