package dev.silt.bench;

import dev.silt.signature.ScanSink;

/** Counts what a scan copies and drops the rest. */
final class CopiedBytes implements ScanSink {

  private long count;

  long count() {
    return count;
  }

  @Override
  public void copy(long offset, long length) {
    count += length;
  }

  @Override
  public void literal(byte[] bytes, int from, int length) {
    // nothing to do with them
  }
}
