package dev.silt.error;

/** The commit of an update has begun, and has not ended: it only remains to complete it. */
public final class UpdateUnfinishedException extends SiltException {

  private static final long serialVersionUID = 1L;

  /**
   * @param root the root file system
   * @param cause what broke the commit off
   */
  public UpdateUnfinishedException(Object root, Throwable cause) {
    super(
        root
            + ": the update has begun and is not complete; 'silt recover' completes it ("
            + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
            + ")",
        cause);
  }
}
