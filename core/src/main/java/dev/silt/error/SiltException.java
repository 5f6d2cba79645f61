package dev.silt.error;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the input, not the caller, caused. The message follows one shape, {@code what:
 * expected=..., actual=..., offset=..., section=...}, and ends with a likely cause or what the user
 * can do.
 */
public abstract sealed class SiltException extends IOException
    permits CancelledException,
        CorruptDataException,
        InputChangedException,
        InvalidImageException,
        LimitExceededException,
        MissingPrivilegeException,
        TreeDiffersException,
        UnsafePathException,
        UnsupportedFormatException,
        UpdateInProgressException,
        UpdateUnfinishedException,
        WrongBaseException {

  private static final long serialVersionUID = 1L;

  SiltException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
