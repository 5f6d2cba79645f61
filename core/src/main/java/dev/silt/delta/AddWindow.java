package dev.silt.delta;

import dev.silt.coder.DifferenceModel;
import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.Arrays;

/**
 * The base bytes of one stretch of an add, and what stands beside them: the coder of differences
 * looks a few bytes around. Not safe for several threads.
 */
public final class AddWindow {

  /** Bytes of one stretch at most; stretches are counted from the add's start. */
  public static final int MAX_LENGTH = DifferenceModel.MAX_STRETCH;

  private static final int MARGIN = DifferenceModel.MARGIN;

  private final byte[] bytes = new byte[MAX_LENGTH + 2 * MARGIN];

  /** {@return a window that holds nothing} */
  public static AddWindow create() {
    return new AddWindow();
  }

  private AddWindow() {}

  /**
   * Reads the base bytes of a stretch; around the content's ends stand zeros.
   *
   * @param base the content
   * @param offset of the stretch in it; the stretch lies within the content
   * @param count bytes of the stretch, at most {@link #MAX_LENGTH}
   * @throws IOException if they cannot be read
   */
  public void load(ByteSource base, long offset, int count) throws IOException {
    int before = (int) Math.min(offset, MARGIN);
    int after = (int) Math.min(base.length() - offset - count, MARGIN);
    Arrays.fill(bytes, 0, MARGIN, (byte) 0);
    Arrays.fill(bytes, MARGIN + count, 2 * MARGIN + count, (byte) 0);
    base.readFully(offset - before, bytes, MARGIN - before, before + count + after);
  }

  byte[] bytes() {
    return bytes;
  }

  /** Index of a stretch's byte in the array. */
  static int index(int at) {
    return MARGIN + at;
  }
}
