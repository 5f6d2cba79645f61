package dev.silt.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that takes its time. */
final class RunOptions {

  @Option(names = "--threads", paramLabel = "N", order = 80, description = "Threads at most.")
  private @Nullable Integer threads;

  @Option(
      names = "--progress",
      order = 91,
      description = "Show progress on standard error even if that is not a terminal.")
  private boolean progress;

  @Option(
      names = {"-q", "--quiet"},
      order = 92,
      description = "Print nothing but errors.")
  private boolean quiet;

  /** {@return whether only errors are wanted} */
  boolean quiet() {
    return quiet;
  }

  /** {@return the thread count asked for, else the default given} */
  int threadCount(SiltCommand command, int byDefault) {
    if (threads != null && threads < 1) {
      throw command.usage("--threads must be 1 or more but was " + threads);
    }
    return threads == null ? byDefault : threads;
  }

  /** {@return what shows progress, closed when the operation ends} */
  ProgressBars progress(PrintWriter err) {
    boolean terminal = Terminal.isError();
    if (quiet || !(progress || terminal)) {
      return ProgressBars.none();
    }
    return ProgressBars.on(err, terminal, Terminal.width());
  }
}
