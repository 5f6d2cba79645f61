package dev.silt.error;

/** Another update of a root file system runs, or is prepared. */
public final class UpdateInProgressException extends SiltException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message which, and what can be done
   */
  public UpdateInProgressException(String message) {
    super(message, null);
  }
}
