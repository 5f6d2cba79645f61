package dev.silt;

import dev.silt.error.Limits;
import dev.silt.progress.ProgressListener;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a root file system is updated in place. Immutable; start from {@link #defaults()}. */
public final class InPlaceOptions {

  private static final InPlaceOptions DEFAULTS =
      new InPlaceOptions(false, false, null, ProgressListener.NONE, Limits.defaults());

  private final boolean ignoreOwnership;
  private final boolean forceRestore;
  private final @Nullable Path workDirectory;
  private final ProgressListener listener;
  private final Limits limits;

  private InPlaceOptions(
      boolean ignoreOwnership,
      boolean forceRestore,
      @Nullable Path workDirectory,
      ProgressListener listener,
      Limits limits) {
    this.ignoreOwnership = ignoreOwnership;
    this.forceRestore = forceRestore;
    this.workDirectory = workDirectory;
    this.listener = listener;
    this.limits = limits;
  }

  /** {@return exact or not at all; nothing that was modified is touched} */
  public static InPlaceOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Switches whether owners, devices and attributes that this process cannot set are left out; for
   * tests without root.
   *
   * @param value whether to go on without them
   * @return a changed copy
   */
  public InPlaceOptions withIgnoreOwnership(boolean value) {
    return new InPlaceOptions(value, forceRestore, workDirectory, listener, limits);
  }

  /**
   * Switches whether paths that are not as in the base are rebuilt or removed, where the delta can.
   *
   * @param value whether to
   * @return a changed copy
   */
  public InPlaceOptions withForceRestore(boolean value) {
    return new InPlaceOptions(ignoreOwnership, value, workDirectory, listener, limits);
  }

  /**
   * Chooses where temporary files go; only deltas that see through archives need any.
   *
   * @param value a directory outside of the root file system; null for the system's temporary one
   * @return a changed copy
   */
  public InPlaceOptions withWorkDirectory(@Nullable Path value) {
    return new InPlaceOptions(ignoreOwnership, forceRestore, value, listener, limits);
  }

  /**
   * Sets who hears of progress.
   *
   * @param value the listener
   * @return a changed copy
   */
  public InPlaceOptions withListener(ProgressListener value) {
    return new InPlaceOptions(
        ignoreOwnership, forceRestore, workDirectory, Objects.requireNonNull(value), limits);
  }

  /**
   * Sets what delta and tree may ask for.
   *
   * @param value the limits
   * @return a changed copy
   */
  public InPlaceOptions withLimits(Limits value) {
    return new InPlaceOptions(
        ignoreOwnership, forceRestore, workDirectory, listener, Objects.requireNonNull(value));
  }

  /** {@return whether what cannot be set is left out} */
  public boolean ignoreOwnership() {
    return ignoreOwnership;
  }

  /** {@return whether what was modified is rebuilt} */
  public boolean forceRestore() {
    return forceRestore;
  }

  /** {@return where temporary files go, or null for the system's temporary directory} */
  public @Nullable Path workDirectory() {
    return workDirectory;
  }

  /** {@return who hears of progress} */
  public ProgressListener listener() {
    return listener;
  }

  /** {@return what delta and tree may ask for} */
  public Limits limits() {
    return limits;
  }
}
