package dev.silt;

import dev.silt.error.Limits;
import dev.silt.progress.ProgressListener;
import java.util.Objects;

/** How a root file system is updated in place. Immutable; start from {@link #defaults()}. */
public final class InPlaceOptions {

  private static final InPlaceOptions DEFAULTS =
      new InPlaceOptions(false, false, ProgressListener.NONE, Limits.defaults());

  private final boolean ignoreOwnership;
  private final boolean forceRestore;
  private final ProgressListener listener;
  private final Limits limits;

  private InPlaceOptions(
      boolean ignoreOwnership, boolean forceRestore, ProgressListener listener, Limits limits) {
    this.ignoreOwnership = ignoreOwnership;
    this.forceRestore = forceRestore;
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
    return new InPlaceOptions(value, forceRestore, listener, limits);
  }

  /**
   * Switches whether paths that are not as in the base are rebuilt or removed, where the delta can.
   *
   * @param value whether to
   * @return a changed copy
   */
  public InPlaceOptions withForceRestore(boolean value) {
    return new InPlaceOptions(ignoreOwnership, value, listener, limits);
  }

  /**
   * Sets who hears of progress.
   *
   * @param value the listener
   * @return a changed copy
   */
  public InPlaceOptions withListener(ProgressListener value) {
    return new InPlaceOptions(ignoreOwnership, forceRestore, Objects.requireNonNull(value), limits);
  }

  /**
   * Sets what delta and tree may ask for.
   *
   * @param value the limits
   * @return a changed copy
   */
  public InPlaceOptions withLimits(Limits value) {
    return new InPlaceOptions(
        ignoreOwnership, forceRestore, listener, Objects.requireNonNull(value));
  }

  /** {@return whether what cannot be set is left out} */
  public boolean ignoreOwnership() {
    return ignoreOwnership;
  }

  /** {@return whether what was modified is rebuilt} */
  public boolean forceRestore() {
    return forceRestore;
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
