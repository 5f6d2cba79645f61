package dev.silt.signature;

import java.io.IOException;

/** Takes what a target is made of, in order and without gaps. */
public interface ScanSink {

  /**
   * Bytes of the base come next. No two calls in a row could be one.
   *
   * @param offset their offset in the base
   * @param length how many, positive
   * @throws IOException if it cannot be taken
   */
  void copy(long offset, long length) throws IOException;

  /**
   * Bytes that no block of the base has come next. Long stretches come in several calls.
   *
   * @param bytes holds them; valid during the call
   * @param from the first one
   * @param length how many, positive
   * @throws IOException if it cannot be taken
   */
  void literal(byte[] bytes, int from, int length) throws IOException;
}
