package dev.silt.delta;

import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import java.io.IOException;

/**
 * What an update of a root file system must know to see through archives, beside what stands in
 * front of the contents.
 *
 * @param baseFileCount files of the base: what is in archives has numbers from here on; -1 if no
 *     archive is seen through
 * @param workLength bytes of work files, but for what is deflated
 */
public record TreeUnpacking(int baseFileCount, long workLength) {

  /** No archive is seen through. */
  public static final TreeUnpacking NONE = new TreeUnpacking(-1, 0);

  void write(PayloadWriter out) {
    if (!equals(NONE)) {
      out.number(baseFileCount).number(workLength);
    }
  }

  /** Reads the rest of a payload. */
  static TreeUnpacking read(PayloadReader in, Limits limits) throws IOException {
    if (in.left() == 0) {
      return NONE;
    }
    return new TreeUnpacking(
        (int) in.number("number of base files", Integer.MAX_VALUE),
        LimitExceededException.check(
            "work files of an update", in.number(), limits.imageLength(), "imageLength"));
  }
}
