package dev.silt.cli;

import dev.silt.error.CorruptDataException;
import dev.silt.error.TreeDiffersException;
import dev.silt.error.WrongBaseException;
import picocli.CommandLine.ExitCode;

/** What the process says at its end; documented in README.md. */
final class ExitCodes {

  static final int OK = ExitCode.OK;
  static final int FAILED = ExitCode.SOFTWARE;
  static final int USAGE = ExitCode.USAGE;
  static final int WRONG_BASE = 3;
  static final int DAMAGED = 4;

  private ExitCodes() {}

  /** {@return the exit code for a failure} */
  static int of(Throwable failure) {
    if (failure instanceof WrongBaseException || failure instanceof TreeDiffersException) {
      return WRONG_BASE;
    }
    return failure instanceof CorruptDataException ? DAMAGED : FAILED;
  }
}
