package dev.silt;

import dev.silt.error.Limits;
import dev.silt.progress.ProgressListener;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a signature is made. Immutable. Only the block length decides the signature's bytes: threads,
 * directories and listeners never do.
 *
 * @param blockLength bytes of a block of every content; 0 for about the square root of its length
 * @param threadCount threads at most, 1 or more
 * @param workDirectory where contents go that lie in compressed layers; null for beside the
 *     signature
 * @param listener hears of progress
 * @param limits what the image may ask for
 */
public record SignOptions(
    int blockLength,
    int threadCount,
    @Nullable Path workDirectory,
    ProgressListener listener,
    Limits limits) {

  /** Checks them. */
  public SignOptions {
    if (blockLength < 0 || threadCount < 1) {
      throw new IllegalArgumentException(
          "block length and thread count: actual=" + blockLength + ", " + threadCount);
    }
    Objects.requireNonNull(listener);
    Objects.requireNonNull(limits);
  }

  /** {@return the block length by the rule, as many threads as the machine has processors} */
  public static SignOptions defaults() {
    return new SignOptions(
        0,
        Runtime.getRuntime().availableProcessors(),
        null,
        ProgressListener.NONE,
        Limits.defaults());
  }

  /**
   * {@return these with another block length}
   *
   * @param value bytes of every block, or 0
   */
  public SignOptions withBlockLength(int value) {
    return new SignOptions(value, threadCount, workDirectory, listener, limits);
  }

  /**
   * {@return these with another number of threads}
   *
   * @param value threads at most
   */
  public SignOptions withThreadCount(int value) {
    return new SignOptions(blockLength, value, workDirectory, listener, limits);
  }

  /**
   * {@return these with another work directory}
   *
   * @param value the directory, or null
   */
  public SignOptions withWorkDirectory(@Nullable Path value) {
    return new SignOptions(blockLength, threadCount, value, listener, limits);
  }

  /**
   * {@return these with another listener}
   *
   * @param value hears of progress
   */
  public SignOptions withListener(ProgressListener value) {
    return new SignOptions(blockLength, threadCount, workDirectory, value, limits);
  }

  /**
   * {@return these with other limits}
   *
   * @param value what the image may ask for
   */
  public SignOptions withLimits(Limits value) {
    return new SignOptions(blockLength, threadCount, workDirectory, listener, value);
  }
}
