package dev.silt.deflate;

import dev.silt.io.ByteSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Compares what is written with what is expected, up to the first difference. Reused. */
final class ComparingOutput extends OutputStream {

  private static final int LENGTH = 1 << 15;

  private final byte[] buffer = new byte[LENGTH];
  private ByteSource expected = ByteSource.of(buffer);
  private long equalLength;
  private boolean equal;
  private int equalCount;

  /** Begins a comparison. */
  void reset(ByteSource newExpected) {
    expected = newExpected;
    equalLength = 0;
    equal = true;
    equalCount = 0;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; equal && done < length; ) {
      int count = Math.min(length - done, LENGTH);
      int there = (int) Math.min(count, expected.length() - equalLength);
      expected.readFully(equalLength, buffer, 0, there);
      int from = offset + done;
      int difference = Arrays.mismatch(bytes, from, from + there, buffer, 0, there);
      equal = difference < 0 && there == count;
      equalLength += difference < 0 ? there : difference;
      done += count;
    }
    if (equal && length > 0) {
      equalCount++;
    }
  }

  /** {@return whether all that was written is as expected so far} */
  boolean isEqual() {
    return equal;
  }

  /** {@return whether everything expected was written, and nothing else} */
  boolean isComplete() {
    return equal && equalLength == expected.length();
  }

  /** {@return how many calls wrote what is expected: an encoder makes one for each block} */
  int equalCount() {
    return equalCount;
  }
}
