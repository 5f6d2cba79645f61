package dev.silt.unpack;

/** Numbers of the zip format (APPNOTE.TXT), and what is read of it at most. */
final class Zip {

  static final int LOCAL = 0x04034b50;
  static final int CENTRAL = 0x02014b50;
  static final int END = 0x06054b50;
  static final int END_64 = 0x06064b50;
  static final int LOCATOR_64 = 0x07064b50;
  static final int DESCRIPTOR = 0x08074b50;

  static final int LOCAL_LENGTH = 30;
  static final int CENTRAL_LENGTH = 46;
  static final int END_LENGTH = 22;
  static final int END_64_LENGTH = 56;
  static final int LOCATOR_64_LENGTH = 20;

  static final int STORED = 0;
  static final int DEFLATED = 8;

  static final int ENCRYPTED_FLAG = 1;
  static final int DESCRIPTOR_FLAG = 8;

  /** A 16-bit field that says that the number is elsewhere. */
  static final int ELSEWHERE_16 = 0xffff;

  /** A 32-bit field that says that the number is elsewhere. */
  static final long ELSEWHERE = 0xffffffffL;

  /** Tag of the extra field that has long lengths and offsets. */
  static final int EXTRA_64 = 1;

  /** Entries of an archive that is seen through, at most. */
  static final int MAX_ENTRIES = 1 << 18;

  /** Bytes of an archive that is seen through that belong to no member, at most. */
  static final long MAX_OUTSIDE = 16 << 20;

  /** Bytes that one deflated byte makes at most, and bytes more than that for any stream. */
  static final long MAX_RATIO = 1032;

  static final long RATIO_ALLOWANCE = 1032;

  private Zip() {}

  /** {@return whether a deflated stream can make so much} */
  static boolean isPossible(long length, long plainLength) {
    return plainLength > 0 && (plainLength - RATIO_ALLOWANCE) / MAX_RATIO <= length;
  }
}
