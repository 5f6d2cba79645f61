package dev.silt.progress;

import dev.silt.error.CancelledException;

/**
 * Counts the bytes of one phase and tells the listener now and then. Safe for several threads. It
 * is also where long loops notice an interrupt.
 */
public final class ProgressMeter {

  private static final long STEP = 1 << 20;

  private final ProgressListener listener;
  private final Phase phase;
  private final long total;
  private long done;
  private long told;

  private ProgressMeter(ProgressListener listener, Phase phase, long total) {
    this.listener = listener;
    this.phase = phase;
    this.total = total;
  }

  /**
   * Starts a phase and tells the listener so.
   *
   * @param listener who is told
   * @param phase the phase
   * @param total bytes of the whole phase
   * @return its meter
   */
  public static ProgressMeter start(ProgressListener listener, Phase phase, long total) {
    listener.progress(phase, 0, total);
    return new ProgressMeter(listener, phase, total);
  }

  /**
   * Counts bytes.
   *
   * @param length bytes done since the last call
   * @throws CancelledException if the thread was interrupted
   */
  public void add(long length) throws CancelledException {
    checkCancelled();
    synchronized (this) {
      done = Math.min(total, done + length);
      if (done - told >= STEP) {
        told = done;
        listener.progress(phase, done, total);
      }
    }
  }

  /** Ends the phase: the listener hears the total. */
  public synchronized void finish() {
    done = total;
    listener.progress(phase, total, total);
  }

  /**
   * Throws if this thread was interrupted; the interrupt status stays.
   *
   * @throws CancelledException if it was
   */
  public static void checkCancelled() throws CancelledException {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancelledException();
    }
  }
}
