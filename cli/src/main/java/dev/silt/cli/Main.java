package dev.silt.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Starts the command line. */
public final class Main {

  private Main() {}

  /**
   * Runs one command and exits with its {@link ExitCodes exit code}.
   *
   * @param arguments the command and its options
   */
  public static void main(String[] arguments) {
    StandardOutput output = new StandardOutput();
    PrintWriter out = writer(output);
    PrintWriter err = writer(new FileOutputStream(FileDescriptor.err));
    System.exit(Interruption.run(() -> output.exitCode(execute(out, err, arguments), err)));
  }

  /**
   * Runs one command.
   *
   * @param out standard output
   * @param err standard error
   * @param arguments the command and its options
   * @return its exit code
   */
  @SuppressWarnings("CatchAndPrintStackTrace") // Errors decides whether the trace is printed
  static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    RootCommand root = new RootCommand();
    CommandLine line = commandLine(root, arguments).setOut(out).setErr(err);
    try {
      return line.execute(arguments);
    } catch (Error e) { // picocli handles exceptions only; running out of memory is not one
      return Errors.report(e, err, root.debug());
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static CommandLine commandLine(RootCommand root, String... arguments) {
    CommandLine line = new CommandLine(root);
    RootCommand.addCommands(line, arguments);
    return line.setUsageHelpWidth(100)
        .setExecutionExceptionHandler(
            (e, command, parsed) -> Errors.report(e, command.getErr(), root.debug()))
        .setParameterExceptionHandler((e, parsed) -> Errors.reportUsage(e));
  }

  /** UTF-8 whatever the locale: names of files in images are bytes, mostly of UTF-8. */
  private static PrintWriter writer(OutputStream out) {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), false);
  }
}
