package dev.silt.io;

import dev.silt.error.CancelledException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs independent tasks on up to a number of threads; the results come in the order of the tasks,
 * whatever order they ran in. The first failure (in task order) is thrown after all have stopped.
 */
public final class Tasks implements AutoCloseable {

  private final ExecutorService executor;
  private final int threadCount;

  private Tasks(int threadCount) {
    this.threadCount = threadCount;
    this.executor =
        Executors.newFixedThreadPool(
            threadCount,
            runnable -> {
              Thread thread = new Thread(runnable, "silt-worker");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * @param threadCount threads at most, 1 or more
   * @return an idle set of threads; close it
   */
  public static Tasks create(int threadCount) {
    return new Tasks(threadCount);
  }

  /** {@return threads at most} */
  public int threadCount() {
    return threadCount;
  }

  /**
   * Starts one task; for pipelines that need its result later.
   *
   * @param <T> its result
   * @param task the task
   * @return to be given to {@link #join}
   */
  public <T> Future<T> submit(Callable<T> task) {
    return executor.submit(task);
  }

  /**
   * Waits for one task.
   *
   * @param <T> its result
   * @param future from {@link #submit}
   * @return the result
   * @throws IOException what the task threw
   * @throws CancelledException if this thread is interrupted while it waits
   */
  public static <T> T join(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException io) {
        throw io;
      }
      if (cause instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IOException(cause);
    }
  }

  /**
   * Runs all tasks and waits.
   *
   * @param <T> their results
   * @param tasks the tasks
   * @return the results, in the order of the tasks
   * @throws IOException what the first failed task threw
   */
  public <T> List<T> run(List<? extends Callable<T>> tasks) throws IOException {
    List<Future<T>> futures = new ArrayList<>(tasks.size());
    for (Callable<T> task : tasks) {
      futures.add(executor.submit(task));
    }
    List<T> results = new ArrayList<>(tasks.size());
    try {
      for (Future<T> future : futures) {
        results.add(join(future));
      }
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
    return results;
  }

  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    while (true) {
      try {
        if (executor.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
