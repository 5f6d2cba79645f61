package dev.silt.error;

/** A name that would lead out of the root it belongs to. */
public final class UnsafePathException extends SiltException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message the path and why it is refused
   */
  public UnsafePathException(String message) {
    super(message, null);
  }
}
