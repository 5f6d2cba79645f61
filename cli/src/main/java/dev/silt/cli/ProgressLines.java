package dev.silt.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * Lines of a terminal that can each be drawn again; the cursor rests below the last one. Without a
 * cursor a line is printed once, when it is closed. Safe for several threads.
 */
final class ProgressLines {

  private final PrintWriter err;
  private final boolean cursor;
  private final int width;
  private int count;

  ProgressLines(PrintWriter err, boolean cursor, int width) {
    this.err = err;
    this.cursor = cursor;
    this.width = width;
  }

  /** {@return a new line below the others} */
  synchronized ProgressBarConsumer next() {
    if (cursor) {
      err.println();
    }
    return new Line(count++);
  }

  private synchronized void draw(int row, String text) {
    int up = count - row;
    err.print("\033[" + up + "A\r" + text + "\033[K\033[" + up + "B\r");
    err.flush();
  }

  private synchronized void print(String text) {
    err.println(text);
    err.flush();
  }

  /** Where one bar draws itself. */
  private final class Line implements ProgressBarConsumer {

    private final int row;
    private volatile String last = "";
    private boolean closed;

    Line(int row) {
      this.row = row;
    }

    @Override
    public int getMaxRenderedLength() {
      return width - 1;
    }

    @Override
    public void accept(String rendered) {
      last = rendered;
      if (cursor) {
        draw(row, rendered);
      }
    }

    @Override
    public synchronized void close() {
      if (!cursor && !closed) {
        print(last);
      }
      closed = true;
    }
  }
}
