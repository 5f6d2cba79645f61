package dev.silt.unpack;

/**
 * What an archive holds under one name.
 *
 * @param offset of its stream in the archive
 * @param length of its stream
 * @param plainLength of what the stream holds, as the archive says
 * @param crc CRC-32 of what the stream holds, as the archive says
 * @param deflated whether the stream is deflated; else it is the member's bytes, whatever they are
 */
public record Member(long offset, long length, long plainLength, int crc, boolean deflated) {

  /** {@return bytes of the member's content: what is matched} */
  public long contentLength() {
    return deflated ? plainLength : length;
  }
}
