package dev.silt.delta;

import dev.silt.coder.ByteModel;
import dev.silt.coder.ByteModelKind;
import dev.silt.io.ByteSource;
import dev.silt.transform.LiteralTransform;
import java.io.IOException;

/**
 * What both sides know around an insert: the base bytes that stand where it goes, which are most
 * like it, and the target bytes before it. Not safe for several threads.
 */
public final class LiteralWindow {

  /** Bytes of an insert, at most, that count for how much of the base is looked at. */
  private static final int MAX_REPLACED = 256;

  private static final int MAX_MARGIN = ByteModelKind.THOROUGH.margin();

  private final byte[] bytes = new byte[MAX_REPLACED + 2 * MAX_MARGIN];
  private long offset;
  private int count;
  private long before;

  // The window before, of the same content.
  private long lastStart;
  private long lastEnd;

  /** {@return a window that holds nothing} */
  public static LiteralWindow create() {
    return new LiteralWindow();
  }

  private LiteralWindow() {}

  /** Begins a content. */
  public void reset() {
    lastStart = 0;
    lastEnd = 0;
  }

  /**
   * Goes to an insert. Base bytes that the window before had are left out.
   *
   * @param base the base content
   * @param expected offset in it of what the insert stands for
   * @param length bytes of the insert
   * @param transform how its literals are rewritten; the base bytes are in the same way
   * @param recent the last eight bytes of the target before it, the latest lowest, zeros before the
   *     content
   * @param margin base bytes that are looked at on both sides of what the insert replaces
   * @throws IOException if the base cannot be read
   */
  public void load(
      ByteSource base,
      long expected,
      long length,
      LiteralTransform transform,
      long recent,
      int margin)
      throws IOException {
    before = recent;
    long start = Math.max(0, expected - margin);
    long end = Math.min(base.length(), expected + Math.min(length, MAX_REPLACED) + margin);
    if (end <= start) {
      count = 0;
      return;
    }
    boolean joins = lastStart <= start && start <= lastEnd;
    lastStart = start;
    offset = joins ? Math.min(lastEnd, end) : start;
    lastEnd = end;
    count = (int) (end - offset);
    base.readFully(offset, bytes, 0, count);
    transform.encode(bytes, count, offset);
  }

  /** Lets a model learn from the window; it goes to the insert. */
  void teach(ByteModel model) {
    model.learn(bytes, 0, count, (int) offset);
    model.begin(before);
  }
}
