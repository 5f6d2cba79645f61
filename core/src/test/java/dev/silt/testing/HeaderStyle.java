package dev.silt.testing;

/** Whose headers a tar entry has. */
public enum HeaderStyle {
  /** Before POSIX: no magic, blank-padded numbers. What does not fit goes to GNU extensions. */
  V7,
  /** POSIX ustar with the name split over prefix and name; PAX records where it does not fit. */
  USTAR,
  /** GNU tar: long names in 'L' and 'K' entries, large numbers in base 256. */
  GNU,
  /** PAX as Go's archive/tar writes it: records only where they are needed, sorted. */
  PAX_GO,
  /** PAX as Python's tarfile writes it: {@code ././@PaxHeader}. */
  PAX_PYTHON,
  /** PAX as bsdtar writes it: mtime, atime and ctime records, device fields zero. */
  PAX_BSD,
  /**
   * What nobody should write: mixed digits, blank fields, signed checksums, junk in spare bytes.
   */
  ODD
}
