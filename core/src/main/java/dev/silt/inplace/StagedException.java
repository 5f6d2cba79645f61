package dev.silt.inplace;

import java.io.IOException;

/** A failure after something was staged that is worth keeping. */
final class StagedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final IOException failure;

  StagedException(IOException failure) {
    super(failure);
    this.failure = failure;
  }

  IOException failure() {
    return failure;
  }
}
