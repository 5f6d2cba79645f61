package dev.silt;

import dev.silt.error.Limits;
import dev.silt.progress.ProgressListener;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a signature is made. Immutable. Only the block length decides the signature's bytes: threads,
 * directories and listeners never do.
 */
public final class SignOptions {

  private final int blockLength;
  private final int threadCount;
  private final @Nullable Path workDirectory;
  private final ProgressListener listener;
  private final Limits limits;

  private SignOptions(
      int blockLength,
      int threadCount,
      @Nullable Path workDirectory,
      ProgressListener listener,
      Limits limits) {
    if (blockLength < 0 || threadCount < 1) {
      throw new IllegalArgumentException(
          "block length and thread count: actual=" + blockLength + ", " + threadCount);
    }
    this.blockLength = blockLength;
    this.threadCount = threadCount;
    this.workDirectory = workDirectory;
    this.listener = Objects.requireNonNull(listener);
    this.limits = Objects.requireNonNull(limits);
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
   * {@return these with another choice}
   *
   * @param value bytes of a block of every content; 0 for about the square root of its length
   */
  public SignOptions withBlockLength(int value) {
    return new SignOptions(value, threadCount, workDirectory, listener, limits);
  }

  /**
   * {@return these with another choice}
   *
   * @param value threads at most, 1 or more
   */
  public SignOptions withThreadCount(int value) {
    return new SignOptions(blockLength, value, workDirectory, listener, limits);
  }

  /**
   * {@return these with another choice}
   *
   * @param value where contents go that lie in compressed layers; null for beside the signature
   */
  public SignOptions withWorkDirectory(@Nullable Path value) {
    return new SignOptions(blockLength, threadCount, value, listener, limits);
  }

  /**
   * {@return these with another choice}
   *
   * @param value what hears of progress
   */
  public SignOptions withListener(ProgressListener value) {
    return new SignOptions(blockLength, threadCount, workDirectory, value, limits);
  }

  /**
   * {@return these with another choice}
   *
   * @param value what the image may ask for
   */
  public SignOptions withLimits(Limits value) {
    return new SignOptions(blockLength, threadCount, workDirectory, listener, value);
  }

  /** {@return bytes of a block of every content; 0 for about the square root of its length} */
  public int blockLength() {
    return blockLength;
  }

  /** {@return threads at most, 1 or more} */
  public int threadCount() {
    return threadCount;
  }

  /** {@return where contents go that lie in compressed layers; null for beside the signature} */
  public @Nullable Path workDirectory() {
    return workDirectory;
  }

  /** {@return what hears of progress} */
  public ProgressListener listener() {
    return listener;
  }

  /** {@return what the image may ask for} */
  public Limits limits() {
    return limits;
  }
}
