package dev.silt.apply;

import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.io.Spool;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** New contents, one after the other in a work file. */
final class SpooledContents implements NewContents {

  private final Spool spool;
  private long[] offsets = new long[64];
  private int count;

  SpooledContents(Spool spool) {
    this.spool = spool;
  }

  @Override
  public OutputStream next() {
    if (count + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count + 2);
    }
    offsets[count++] = spool.position();
    return spool;
  }

  @Override
  public void finish() throws IOException {
    spool.flush();
    offsets[count] = spool.position();
  }

  @Override
  public ByteSource content(int number) throws CorruptDataException {
    if (number >= count) {
      throw new CorruptDataException(
          "delta is damaged: number of a new content out of range: " + number);
    }
    return spool.slice(offsets[number], offsets[number + 1] - offsets[number]);
  }
}
