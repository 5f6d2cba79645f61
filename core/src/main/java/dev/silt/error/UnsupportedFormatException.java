package dev.silt.error;

/** A delta or an image that is well formed but needs something that this version does not know. */
public final class UnsupportedFormatException extends SiltException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is not known, and what would help
   */
  public UnsupportedFormatException(String message) {
    super(message, null);
  }
}
