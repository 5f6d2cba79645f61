package dev.silt;

import dev.silt.error.Limits;
import dev.silt.progress.ProgressListener;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a delta is applied. Immutable; start from {@link #defaults()}. */
public final class ApplyOptions {

  private static final ApplyOptions DEFAULTS =
      new ApplyOptions(
          OutputFormat.OCI_ARCHIVE,
          LayerCompression.NONE,
          1,
          null,
          ProgressListener.NONE,
          Limits.defaults());

  private final OutputFormat format;
  private final LayerCompression compression;
  private final int threadCount;
  private final @Nullable Path workDirectory;
  private final ProgressListener listener;
  private final Limits limits;

  private ApplyOptions(
      OutputFormat format,
      LayerCompression compression,
      int threadCount,
      @Nullable Path workDirectory,
      ProgressListener listener,
      Limits limits) {
    this.format = format;
    this.compression = compression;
    this.threadCount = threadCount;
    this.workDirectory = workDirectory;
    this.listener = listener;
    this.limits = limits;
  }

  /**
   * {@return an oci-archive, rebuilt layers uncompressed, one thread, work files beside the output}
   */
  public static ApplyOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Chooses the form of the output.
   *
   * @param value the form
   * @return a changed copy
   */
  public ApplyOptions withFormat(OutputFormat value) {
    return new ApplyOptions(
        Objects.requireNonNull(value), compression, threadCount, workDirectory, listener, limits);
  }

  /**
   * Chooses how rebuilt layers are stored.
   *
   * @param value the compression; not for {@link OutputFormat#DOCKER_ARCHIVE}
   * @return a changed copy
   */
  public ApplyOptions withCompression(LayerCompression value) {
    return new ApplyOptions(
        format, Objects.requireNonNull(value), threadCount, workDirectory, listener, limits);
  }

  /**
   * Changes the number of threads.
   *
   * @param value threads at most, 1 or more; each costs a few MiB
   * @return a changed copy
   */
  public ApplyOptions withThreadCount(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("threadCount < 1: " + value);
    }
    return new ApplyOptions(format, compression, value, workDirectory, listener, limits);
  }

  /**
   * Chooses where temporary files go.
   *
   * @param value a directory; null for beside the output
   * @return a changed copy
   */
  public ApplyOptions withWorkDirectory(@Nullable Path value) {
    return new ApplyOptions(format, compression, threadCount, value, listener, limits);
  }

  /**
   * Sets who hears of progress.
   *
   * @param value the listener
   * @return a changed copy
   */
  public ApplyOptions withListener(ProgressListener value) {
    return new ApplyOptions(
        format, compression, threadCount, workDirectory, Objects.requireNonNull(value), limits);
  }

  /**
   * Sets what base and delta may ask for.
   *
   * @param value the limits
   * @return a changed copy
   */
  public ApplyOptions withLimits(Limits value) {
    return new ApplyOptions(
        format, compression, threadCount, workDirectory, listener, Objects.requireNonNull(value));
  }

  /** {@return the form of the output} */
  public OutputFormat format() {
    return format;
  }

  /** {@return how rebuilt layers are stored} */
  public LayerCompression compression() {
    return compression;
  }

  /** {@return threads at most} */
  public int threadCount() {
    return threadCount;
  }

  /** {@return where temporary files go, or null for beside the output} */
  public @Nullable Path workDirectory() {
    return workDirectory;
  }

  /** {@return who hears of progress} */
  public ProgressListener listener() {
    return listener;
  }

  /** {@return what base and delta may ask for} */
  public Limits limits() {
    return limits;
  }
}
