package dev.silt.error;

import org.jspecify.annotations.Nullable;

/** The thread was interrupted; what had been begun is undone. The interrupt status stays set. */
public final class CancelledException extends SiltException {

  private static final long serialVersionUID = 1L;

  /** Makes the exception without a cause. */
  public CancelledException() {
    this(null);
  }

  /**
   * @param cause what the interrupt broke off, if anything
   */
  public CancelledException(@Nullable Throwable cause) {
    this("cancelled: the thread was interrupted; nothing was left behind", cause);
  }

  /**
   * @param message what it means
   * @param cause what the interrupt broke off, if anything
   */
  public CancelledException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
