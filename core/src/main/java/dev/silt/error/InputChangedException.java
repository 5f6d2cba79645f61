package dev.silt.error;

import org.jspecify.annotations.Nullable;

/**
 * Somebody wrote to a root file system, or put another file in a delta's place, while it was read:
 * what was read fits no one state.
 */
public final class InputChangedException extends SiltException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message which file
   * @param cause what the system said, if anything
   */
  public InputChangedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
