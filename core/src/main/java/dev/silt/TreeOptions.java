package dev.silt;

import dev.silt.error.Limits;
import dev.silt.progress.ProgressListener;
import java.util.Objects;

/** How an image is listed. Immutable; start from {@link #defaults()}. */
public final class TreeOptions {

  private static final TreeOptions DEFAULTS =
      new TreeOptions(
          Runtime.getRuntime().availableProcessors(),
          false,
          ProgressListener.NONE,
          Limits.defaults());

  private final int threadCount;
  private final boolean digests;
  private final ProgressListener listener;
  private final Limits limits;

  private TreeOptions(int threadCount, boolean digests, ProgressListener listener, Limits limits) {
    this.threadCount = threadCount;
    this.digests = digests;
    this.listener = listener;
    this.limits = limits;
  }

  /** {@return all processors, contents not digested} */
  public static TreeOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Changes the number of threads.
   *
   * @param value threads at most, 1 or more
   * @return a changed copy
   */
  public TreeOptions withThreadCount(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("threadCount < 1: " + value);
    }
    return new TreeOptions(value, digests, listener, limits);
  }

  /**
   * Switches the contents' digests; they cost one more SHA-256 over all files.
   *
   * @param value whether to digest
   * @return a changed copy
   */
  public TreeOptions withDigests(boolean value) {
    return new TreeOptions(threadCount, value, listener, limits);
  }

  /**
   * Sets who hears of progress.
   *
   * @param value the listener
   * @return a changed copy
   */
  public TreeOptions withListener(ProgressListener value) {
    return new TreeOptions(threadCount, digests, Objects.requireNonNull(value), limits);
  }

  /**
   * Sets what the image may ask for.
   *
   * @param value the limits
   * @return a changed copy
   */
  public TreeOptions withLimits(Limits value) {
    return new TreeOptions(threadCount, digests, listener, Objects.requireNonNull(value));
  }

  /** {@return threads at most} */
  public int threadCount() {
    return threadCount;
  }

  /** {@return whether contents are digested} */
  public boolean digests() {
    return digests;
  }

  /** {@return who hears of progress} */
  public ProgressListener listener() {
    return listener;
  }

  /** {@return what the image may ask for} */
  public Limits limits() {
    return limits;
  }
}
