package dev.silt;

import dev.silt.error.Limits;
import dev.silt.progress.ProgressListener;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a delta is made. Immutable; start from a preset. Only preset and purpose decide the delta's
 * bytes: threads, directories and listeners never do.
 */
public final class DiffOptions {

  private final Preset preset;
  private final Purpose purpose;
  private final int threadCount;
  private final boolean selfCheck;
  private final @Nullable Path workDirectory;
  private final ProgressListener listener;
  private final Limits limits;

  private DiffOptions(
      Preset preset,
      Purpose purpose,
      int threadCount,
      boolean selfCheck,
      @Nullable Path workDirectory,
      ProgressListener listener,
      Limits limits) {
    this.preset = preset;
    this.purpose = purpose;
    this.threadCount = threadCount;
    this.selfCheck = selfCheck;
    this.workDirectory = workDirectory;
    this.listener = listener;
    this.limits = limits;
  }

  /**
   * Options of a preset: as many threads as the machine has processors, self-check on, work files
   * beside the delta.
   *
   * @param preset size against time
   * @return the options
   */
  public static DiffOptions of(Preset preset) {
    return new DiffOptions(
        Objects.requireNonNull(preset),
        Purpose.AUTO,
        Runtime.getRuntime().availableProcessors(),
        true,
        null,
        ProgressListener.NONE,
        Limits.defaults());
  }

  /** {@return options for {@link Preset#FAST}} */
  public static DiffOptions fast() {
    return of(Preset.FAST);
  }

  /** {@return options for {@link Preset#BALANCED}} */
  public static DiffOptions balanced() {
    return of(Preset.BALANCED);
  }

  /** {@return options for {@link Preset#SMALLEST}} */
  public static DiffOptions smallest() {
    return of(Preset.SMALLEST);
  }

  /**
   * Chooses what the delta can be applied to.
   *
   * @param value an image, a root file system, or both
   * @return a changed copy
   */
  public DiffOptions withPurpose(Purpose value) {
    return new DiffOptions(
        preset,
        Objects.requireNonNull(value),
        threadCount,
        selfCheck,
        workDirectory,
        listener,
        limits);
  }

  /**
   * Changes the number of threads.
   *
   * @param value threads at most, 1 or more
   * @return a changed copy
   */
  public DiffOptions withThreadCount(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("threadCount < 1: " + value);
    }
    return new DiffOptions(preset, purpose, value, selfCheck, workDirectory, listener, limits);
  }

  /**
   * Switches the self-check: the new delta is applied, without writing, before it is said to be
   * done.
   *
   * @param value whether to check
   * @return a changed copy
   */
  public DiffOptions withSelfCheck(boolean value) {
    return new DiffOptions(preset, purpose, threadCount, value, workDirectory, listener, limits);
  }

  /**
   * Chooses where temporary files go.
   *
   * @param value a directory with room for the images' uncompressed contents; null for beside the
   *     delta
   * @return a changed copy
   */
  public DiffOptions withWorkDirectory(@Nullable Path value) {
    return new DiffOptions(preset, purpose, threadCount, selfCheck, value, listener, limits);
  }

  /**
   * Sets who hears of progress.
   *
   * @param value the listener
   * @return a changed copy
   */
  public DiffOptions withListener(ProgressListener value) {
    return new DiffOptions(
        preset,
        purpose,
        threadCount,
        selfCheck,
        workDirectory,
        Objects.requireNonNull(value),
        limits);
  }

  /**
   * Sets what the images may ask for.
   *
   * @param value the limits
   * @return a changed copy
   */
  public DiffOptions withLimits(Limits value) {
    return new DiffOptions(
        preset,
        purpose,
        threadCount,
        selfCheck,
        workDirectory,
        listener,
        Objects.requireNonNull(value));
  }

  /** {@return the preset} */
  public Preset preset() {
    return preset;
  }

  /** {@return what the delta can be applied to} */
  public Purpose purpose() {
    return purpose;
  }

  /** {@return threads at most} */
  public int threadCount() {
    return threadCount;
  }

  /** {@return whether the delta is checked by applying it} */
  public boolean selfCheck() {
    return selfCheck;
  }

  /** {@return where temporary files go, or null for beside the delta} */
  public @Nullable Path workDirectory() {
    return workDirectory;
  }

  /** {@return who hears of progress} */
  public ProgressListener listener() {
    return listener;
  }

  /** {@return what the images may ask for} */
  public Limits limits() {
    return limits;
  }
}
