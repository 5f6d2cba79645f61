package dev.silt.rdiff;

import dev.silt.signature.ScanSink;
import dev.silt.signature.StrongHash;
import java.io.IOException;
import java.util.Arrays;

/**
 * Looks for the base's last block at the target's end. That block may be shorter than others, but
 * the format does not say by how much; so the last literal's end, a block less a byte, is held
 * back, and in the end all lengths are tried, as librsync does. Weak hashes decide first; a strong
 * hash is computed where they agree, at most {@value #MOST_TRIES} times.
 */
final class TailSearch implements ScanSink {

  private static final int MOST_TRIES = 16;

  private final RdiffSignature signature;
  private final ScanSink sink;
  private final byte[] held;
  private int heldLength;

  /** Where the copy before what is held ends; -1 if a literal comes before it. */
  private long copyOffset;

  private long copyLength;

  TailSearch(RdiffSignature signature, ScanSink sink) {
    this.signature = signature;
    this.sink = sink;
    held = new byte[signature.options().blockLength() - 1];
  }

  @Override
  public void copy(long offset, long length) throws IOException {
    flushCopy();
    flushHeld(heldLength);
    copyOffset = offset;
    copyLength = length;
  }

  @Override
  public void literal(byte[] bytes, int from, int length) throws IOException {
    int excess = Math.max(0, length - held.length);
    int leaving = Math.min(heldLength, Math.max(0, heldLength + length - held.length));
    if (leaving > 0 || excess > 0) {
      flushCopy();
    }
    flushHeld(leaving);
    if (excess > 0) {
      sink.literal(bytes, from, excess);
    }
    System.arraycopy(bytes, from + excess, held, heldLength, length - excess);
    heldLength += length - excess;
  }

  /** Ends the target. */
  void finish() throws IOException {
    int tail = signature.blockCount() == 0 ? 0 : tailLength();
    int before = heldLength - tail;
    if (tail > 0) {
      long offset = (signature.blockCount() - 1L) * signature.options().blockLength();
      if (before == 0 && copyLength > 0 && copyOffset + copyLength == offset) {
        copyLength += tail;
        flushCopy();
      } else {
        flushCopy();
        flushHeld(before);
        sink.copy(offset, tail);
      }
    } else {
      flushCopy();
      flushHeld(before);
    }
  }

  /** {@return length of the last block, if what is held ends in it, or 0; the longest that fits} */
  private int tailLength() {
    StrongHash strong = new Blake2bHash(signature.options().strongLength());
    byte[] hash = new byte[strong.length()];
    int[] hashes = signature.options().weak().suffixes(held, heldLength);
    int tries = 0;
    for (int length = heldLength; length > 0 && tries < MOST_TRIES; length--) {
      if (hashes[length] == signature.lastWeak()) {
        tries++;
        strong.hash(held, heldLength - length, length, hash, 0);
        if (Arrays.equals(hash, signature.lastStrong())) {
          return length;
        }
      }
    }
    return 0;
  }

  private void flushCopy() throws IOException {
    if (copyLength > 0) {
      sink.copy(copyOffset, copyLength);
      copyLength = 0;
    }
  }

  private void flushHeld(int count) throws IOException {
    if (count > 0) {
      sink.literal(held, 0, count);
      System.arraycopy(held, count, held, 0, heldLength - count);
      heldLength -= count;
    }
  }
}
