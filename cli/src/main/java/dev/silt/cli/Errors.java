package dev.silt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Failures as one line on standard error and an exit code. */
final class Errors {

  private Errors() {}

  /**
   * Prints a failure.
   *
   * @param failure what a command threw
   * @param err standard error
   * @param debug whether the stack trace is wanted too
   * @return the exit code
   */
  static int report(Throwable failure, PrintWriter err, boolean debug) {
    Throwable cause =
        failure instanceof UncheckedIOException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    err.println("silt: " + Names.oneLine(message(cause)));
    if (debug) {
      failure.printStackTrace(err);
    }
    err.flush();
    return ExitCodes.of(cause);
  }

  /**
   * Prints what is wrong with the arguments and where the help is.
   *
   * @param failure what picocli or a command found
   * @return the exit code
   */
  static int reportUsage(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(
        "silt: "
            + Names.oneLine(usageMessage(failure))
            + " (see '"
            + command.getCommandSpec().qualifiedName()
            + " --help')");
    err.flush();
    return ExitCodes.USAGE;
  }

  private static String usageMessage(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && unmatched.getCommandLine().getParent() == null) {
      List<String> suggestions = unmatched.getSuggestions();
      return "no such command: "
          + unmatched.getUnmatched().get(0)
          + (suggestions.isEmpty()
              ? ""
              : "; did you mean " + String.join(" or ", suggestions) + "?");
    }
    String message = failure.getMessage() == null ? "wrong usage" : failure.getMessage();
    return message.startsWith("Error: ") ? message.substring("Error: ".length()) : message;
  }

  private static String message(Throwable failure) {
    String text = failure.getMessage() == null ? "" : failure.getMessage();
    // These carry the bare path as their message.
    if (failure instanceof NoSuchFileException) {
      return "no such file or directory: " + text;
    } else if (failure instanceof FileAlreadyExistsException) {
      return "exists already: " + text;
    } else if (failure instanceof AccessDeniedException) {
      return "permission denied: " + text;
    } else if (failure instanceof DirectoryNotEmptyException) {
      return "directory is not empty: " + text;
    } else if (failure instanceof NotDirectoryException) {
      return "not a directory: " + text;
    } else if (failure instanceof ClosedByInterruptException) {
      return "cancelled: the thread was interrupted; nothing was left behind";
    } else if (failure instanceof IOException && !text.isEmpty()) {
      return text;
    } else if (failure instanceof OutOfMemoryError) {
      return "out of memory: heap="
          + Sizes.text(Runtime.getRuntime().maxMemory())
          + "; give it more, for example with SILT_OPTS=-Xmx2g";
    }
    return "internal error: " + failure + "; --debug shows where";
  }
}
