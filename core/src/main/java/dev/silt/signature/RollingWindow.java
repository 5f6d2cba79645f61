package dev.silt.signature;

/** A {@link RollingHash} for windows of one length. Immutable. */
public sealed interface RollingWindow permits Crc32cWindow, RabinKarpWindow, RollsumWindow {

  /**
   * Moves the window by one byte.
   *
   * @param hash hash of the window
   * @param out the byte that leaves it, at its start
   * @param in the byte that enters it, after its end
   * @return hash of the moved window
   */
  int roll(int hash, byte out, byte in);

  /**
   * Hashes windows at consecutive offsets: the loop that a scan of unmatched bytes spends its time
   * in. Faster than calling {@link #roll} for each, since positions are independent of each other
   * as far as the implementation can make them so.
   *
   * @param bytes holds the windows: {@code count - 1 + length} bytes from {@code from}
   * @param from start of the first window
   * @param count how many windows, at least 1
   * @param first hash of the first window
   * @param into gets the hash of the window at {@code from + k} in element {@code k}
   */
  void hashes(byte[] bytes, int from, int count, int first, int[] into);
}
