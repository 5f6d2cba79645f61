package dev.silt.signature;

import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import java.io.InputStream;

/**
 * The part of the target that is in memory: what has been scanned but not passed on (the pending
 * literal), then what lies ahead of the position. Joins copies that continue each other.
 */
final class ScanBuffer {

  private static final int SMALLEST_LENGTH = 1 << 18;

  private final InputStream target;
  private final ScanSink sink;
  private final byte[] bytes;
  private int literal;
  private int position;
  private int end;
  private boolean exhausted;
  private long copyOffset;
  private long copyLength;

  /** The buffer holds four blocks or more, so that a refill moves little of it. */
  ScanBuffer(InputStream target, ScanSink sink, int blockLength) {
    this.target = target;
    this.sink = sink;
    bytes = new byte[Math.max(SMALLEST_LENGTH, 4 * blockLength)];
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  /**
   * Makes sure that the bytes of a block lie ahead, unless the target ends before.
   *
   * @param count bytes wanted, at most a block
   * @return bytes ahead; fewer than wanted only at the target's end
   */
  int ahead(int count) throws IOException {
    if (end - position < count && !exhausted) {
      refill();
    }
    return end - position;
  }

  private void refill() throws IOException {
    ProgressMeter.checkCancelled();
    flushLiteral();
    System.arraycopy(bytes, position, bytes, 0, end - position);
    end -= position;
    position = 0;
    literal = 0;
    int wanted = bytes.length - end;
    int read = target.readNBytes(bytes, end, wanted);
    end += read;
    exhausted = read < wanted;
  }

  /** Passes bytes by that no block has. */
  void skip(int count) {
    position += count;
  }

  /** Takes the bytes ahead from the base. */
  void copy(long offset, int length) throws IOException {
    flushLiteral();
    if (copyLength > 0 && copyOffset + copyLength != offset) {
      flushCopy();
    }
    if (copyLength == 0) {
      copyOffset = offset;
    }
    copyLength += length;
    position += length;
    literal = position;
  }

  /** Passes on what is left; the position is the target's end. */
  void finish() throws IOException {
    flushLiteral();
    flushCopy();
  }

  private void flushLiteral() throws IOException {
    if (position > literal) {
      flushCopy();
      sink.literal(bytes, literal, position - literal);
      literal = position;
    }
  }

  private void flushCopy() throws IOException {
    if (copyLength > 0) {
      sink.copy(copyOffset, copyLength);
      copyLength = 0;
    }
  }
}
