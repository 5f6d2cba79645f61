package dev.silt.cli;

import dev.silt.io.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has: its streams, its help, its way to complain. */
@Command(
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed: an input cannot be read, an output cannot be written, a limit is exceeded",
      "2:wrong usage",
      "3:the base is not the image, or not in the state, that the delta was made from",
      "4:a delta or an image is damaged or cut off"
    },
    footerHeading = "%nExamples:%n",
    sortOptions = false)
abstract class SiltCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 100,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli sees to it
  private boolean help;

  /** Does the work; failures are thrown. */
  abstract void run() throws IOException;

  @Override
  public final Integer call() throws IOException {
    run();
    return ExitCodes.OK;
  }

  final PrintWriter out() {
    return spec().commandLine().getOut();
  }

  /**
   * {@return where a command that wrote a file reports: not where the file went}
   *
   * @param output the file; a device or pipe may be standard output
   */
  final PrintWriter report(Path output) throws IOException {
    return OutputFile.of(output).isOrdinary() ? out() : err();
  }

  final PrintWriter err() {
    return spec().commandLine().getErr();
  }

  /** {@return an exception that ends the command with exit code 2} */
  final ParameterException usage(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  final CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
