package dev.silt.error;

import org.jspecify.annotations.Nullable;

/**
 * An image archive that cannot be read as one image: a part is missing or ambiguous, or nothing
 * fits the platform or name that was asked for.
 */
public final class InvalidImageException extends SiltException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message which part, what was expected, and what the user can do
   */
  public InvalidImageException(String message) {
    super(message, null);
  }

  /**
   * @param message which part
   * @param cause what a parser said
   */
  public InvalidImageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
