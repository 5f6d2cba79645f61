package dev.silt.error;

import org.jspecify.annotations.Nullable;

/** Bytes that are damaged, cut off or contradict themselves: in a delta, a blob or an archive. */
public final class CorruptDataException extends SiltException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is damaged, with expected and actual values where there are some
   */
  public CorruptDataException(String message) {
    super(message, null);
  }

  /**
   * @param message what is damaged
   * @param cause what a decoder said
   */
  public CorruptDataException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
