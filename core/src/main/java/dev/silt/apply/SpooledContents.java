package dev.silt.apply;

import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.io.Spool;
import dev.silt.io.WorkFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** New contents in a work file, in the order in which they come. */
public final class SpooledContents implements NewContents {

  private final Spool spool;
  private long[] offsets = new long[64];
  private long[] ends = new long[64];
  private int last = -1;

  private SpooledContents(Spool spool) {
    this.spool = spool;
  }

  /**
   * No contents yet.
   *
   * @param work where the file is
   * @return contents to be added to
   * @throws IOException if the file cannot be made
   */
  public static SpooledContents create(WorkFiles work) throws IOException {
    return new SpooledContents(work.newSpool());
  }

  @Override
  public OutputStream begin(int number) {
    endLast();
    if (number >= offsets.length) {
      int length = Math.max(number + 1, 2 * offsets.length);
      offsets = Arrays.copyOf(offsets, length);
      ends = Arrays.copyOf(ends, length);
    }
    offsets[number] = spool.position();
    last = number;
    return spool;
  }

  private void endLast() {
    if (last >= 0) {
      ends[last] = spool.position();
    }
  }

  @Override
  public void settle() throws IOException {
    finish();
  }

  @Override
  public void finish() throws IOException {
    spool.flush();
    endLast();
  }

  @Override
  public ByteSource content(int number) throws CorruptDataException {
    if (number >= ends.length || ends[number] == 0) {
      throw new CorruptDataException(
          "delta is damaged: number of a new content out of range: " + number);
    }
    return spool.slice(offsets[number], ends[number] - offsets[number]);
  }
}
