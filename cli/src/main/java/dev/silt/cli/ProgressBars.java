package dev.silt.cli;

import dev.silt.progress.Phase;
import dev.silt.progress.ProgressListener;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * One bar for each phase, in the order in which the phases start; several may run at a time. Safe
 * for several threads. Closing waits until the last state is on the screen.
 */
final class ProgressBars implements ProgressListener, AutoCloseable {

  private static final int LABEL_WIDTH = 14;
  private static final int REFRESH_MILLIS = 100;
  private static final long MEBIBYTE = 1 << 20;

  private final @Nullable ProgressLines lines;
  private final Map<Phase, OpenBar> bars = new EnumMap<>(Phase.class);
  // ProgressBar.close waits and swallows interrupts, so it does not run on the operation's thread.
  private final ExecutorService closer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "silt-progress");
            thread.setDaemon(true);
            return thread;
          });

  private ProgressBars(@Nullable ProgressLines lines) {
    this.lines = lines;
  }

  /** {@return bars that show nothing} */
  static ProgressBars none() {
    return new ProgressBars(null);
  }

  /**
   * Bars on a stream.
   *
   * @param err the stream
   * @param cursor whether lines can be drawn again; else each phase gives one line at its end
   * @param width columns
   * @return the bars
   */
  static ProgressBars on(PrintWriter err, boolean cursor, int width) {
    return new ProgressBars(new ProgressLines(err, cursor, width));
  }

  @Override
  public synchronized void progress(Phase phase, long done, long total) {
    if (lines == null || total <= 0 || closer.isShutdown()) {
      return;
    }
    OpenBar bar = bars.get(phase);
    if (bar == null) {
      if (done == total) {
        return; // over before it began, or its end was told twice
      }
      bar = open(lines, phase, total);
      bars.put(phase, bar);
    }
    bar.bar().stepTo(done);
    if (done == total) {
      bars.remove(phase);
      closer.execute(bar::close);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      bars.values().forEach(bar -> closer.execute(bar::close));
      bars.clear();
      closer.shutdown();
    }
    boolean interrupted = Thread.interrupted();
    try {
      boolean unused = closer.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A bar and where it draws itself. */
  private record OpenBar(ProgressBar bar, ProgressBarConsumer line) {
    void close() {
      bar.close();
      line.close(); // a bar that was closed before it was drawn the first time does not
    }
  }

  private static OpenBar open(ProgressLines lines, Phase phase, long total) {
    ProgressBarConsumer line = lines.next();
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(String.format("%-" + LABEL_WIDTH + "s", phase.label()))
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUnit(" MiB", MEBIBYTE)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .continuousUpdate()
            .setConsumer(line)
            .build();
    return new OpenBar(bar, line);
  }
}
