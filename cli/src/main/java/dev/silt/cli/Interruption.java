package dev.silt.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Ctrl-C: the command's thread is interrupted and gets the time to remove what it had begun. */
final class Interruption {

  private static final long PATIENCE_SECONDS = 30;

  private Interruption() {}

  /**
   * Runs a command on this thread; a signal that ends the process interrupts the thread and waits
   * for the command to end.
   *
   * @param command the command
   * @return its exit code
   */
  static int run(IntSupplier command) {
    Thread thread = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              thread.interrupt();
              try {
                boolean unused = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "silt-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return command.getAsInt();
    } finally {
      ended.countDown();
      remove(hook);
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Shutting down already: the hook runs and ends by itself.
    }
  }
}
