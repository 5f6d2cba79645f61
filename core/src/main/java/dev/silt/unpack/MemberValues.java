package dev.silt.unpack;

/** What is known of members without the archive's own words. */
public interface MemberValues {

  /**
   * Returns the CRC-32 that goes into headers.
   *
   * @param member index of a member
   * @return the CRC-32
   */
  int crc(int member);

  /**
   * Returns the length that goes into headers.
   *
   * @param member index of a member
   * @return the length of what the stream holds
   */
  long plainLength(int member);
}
