package dev.silt.bench.compare;

/** A program failed or took too long; the message is what the table says. */
final class ToolFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  ToolFailedException(String message) {
    super(message);
  }
}
