package dev.silt.bench.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs programs and measures them with GNU time. That forks once more, so that the peak RSS is the
 * program's and not that of the JVM that started it: Linux hands that on through vfork and exec.
 */
final class Processes {

  private static final Path GNU_TIME = Path.of("/usr/bin/time");
  private static final int REASON_LENGTH = 120;

  private final Path directory;
  private final Duration timeout;
  private final boolean timed;

  /**
   * Prepares.
   *
   * @param directory for what programs print
   * @param timeout for each list of steps
   */
  Processes(Path directory, Duration timeout) {
    this.directory = directory;
    this.timeout = timeout;
    this.timed = hasTime();
  }

  /** {@return whether CPU time and memory can be measured} */
  static boolean hasTime() {
    return Files.isExecutable(GNU_TIME);
  }

  /** Ends every program that still runs. */
  static void endAll() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * Runs programs one after the other.
   *
   * @param steps the programs
   * @return what they used together
   * @throws ToolFailedException if one fails, or all take longer than the timeout
   * @throws IOException if one cannot be started
   */
  Usage run(List<Step> steps) throws ToolFailedException, IOException {
    Usage usage = Usage.NONE;
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Step step : steps) {
      usage = usage.then(run(step, deadline));
    }
    return usage;
  }

  private Usage run(Step step, long deadline) throws ToolFailedException, IOException {
    Path log = directory.resolve("log");
    Path measured = directory.resolve("time");
    List<String> command = new ArrayList<>();
    if (timed) {
      command.addAll(
          List.of(GNU_TIME.toString(), "-f", Usage.FORMAT, "-o", measured.toString(), "--"));
    }
    command.addAll(step.command());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(step.environment());
    long start = System.nanoTime();
    Process process = builder.start();
    waitFor(process, deadline);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new ToolFailedException(
          "failed with " + process.exitValue() + ": " + lastLine(Files.readAllBytes(log)));
    }
    return timed ? Usage.parse(Files.readString(measured)) : Usage.ofSeconds(seconds);
  }

  private void waitFor(Process process, long deadline) throws ToolFailedException {
    try {
      if (process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return;
      }
      end(process);
      process.waitFor();
      throw new ToolFailedException("ended after " + timeout.toSeconds() + " s");
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      throw new ToolFailedException("interrupted");
    }
  }

  private static void end(Process process) {
    try (Stream<ProcessHandle> all = process.descendants()) {
      all.toList().forEach(ProcessHandle::destroyForcibly);
    }
    process.destroyForcibly();
  }

  /** What a program said last, without the directory of this run. */
  private String lastLine(byte[] log) {
    String text = new String(log, StandardCharsets.UTF_8).strip();
    String line = text.substring(text.lastIndexOf('\n') + 1).replace(directory + "/", "");
    return line.length() > REASON_LENGTH ? line.substring(0, REASON_LENGTH) + ".." : line;
  }
}
