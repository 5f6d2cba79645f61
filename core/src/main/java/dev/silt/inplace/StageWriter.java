package dev.silt.inplace;

import dev.silt.io.Tasks;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Does jobs one after another on a thread of its own, a few behind the thread that gives them. Once
 * one has failed, those behind it are passed over, and the failure is thrown to who gives the next
 * ones. Heap: {@value #AHEAD} buffers of {@value #BUFFER_LENGTH} bytes. For one thread.
 */
final class StageWriter implements Closeable {

  static final int BUFFER_LENGTH = 1 << 16;

  private static final int AHEAD = 8;

  private final Deque<Given> given = new ArrayDeque<>();
  private final Deque<byte[]> free = new ArrayDeque<>();
  private @Nullable Tasks tasks;
  private volatile boolean failed;

  /** Writes something. */
  @FunctionalInterface
  interface Job {
    void run() throws IOException;
  }

  /** A job that was given, and the buffer that it writes. */
  private record Given(Future<?> job, byte[] buffer) {}

  /** {@return a buffer for a job} */
  byte[] buffer() {
    byte[] buffer = free.poll();
    return buffer == null ? new byte[BUFFER_LENGTH] : buffer;
  }

  /**
   * Gives a job; waits while too many are not done.
   *
   * @param buffer what it writes, the writer's from now on
   * @param job the job
   * @throws IOException what an earlier job threw
   */
  void run(byte[] buffer, Job job) throws IOException {
    Tasks running = tasks;
    if (running == null) {
      running = Tasks.create(1);
      tasks = running;
    }
    Future<?> future =
        running.submit(
            () -> {
              if (!failed) {
                boolean done = false;
                try {
                  job.run();
                  done = true;
                } finally {
                  failed = !done;
                }
              }
              return null;
            });
    given.add(new Given(future, buffer));
    while (given.size() > AHEAD || (!given.isEmpty() && given.element().job.isDone())) {
      awaitFirst();
    }
  }

  private void awaitFirst() throws IOException {
    Given first = given.remove();
    Tasks.join(first.job);
    free.add(first.buffer);
  }

  /** Waits until all jobs are done. */
  void finish() throws IOException {
    while (!given.isEmpty()) {
      awaitFirst();
    }
  }

  @Override
  public void close() {
    if (tasks != null) {
      tasks.close();
    }
  }
}
