package dev.silt.cli;

import dev.silt.ApplyOptions;
import dev.silt.ApplyResult;
import dev.silt.DeltaSource;
import dev.silt.ImageSource;
import dev.silt.Silt;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code silt verify}: would it apply? */
@Command(
    name = "verify",
    description = "Do all that apply does except for writing the target.",
    footer = {
      "  silt verify old.tar update.silt && echo fits",
    })
final class VerifyCommand extends SiltCommand {

  @Parameters(
      index = "0",
      paramLabel = "BASE",
      description =
          "What the delta was made from: an archive, an OCI layout directory, a root file system's"
              + " directory, or - (stdin).")
  private String base = "";

  @Parameters(
      index = "1",
      paramLabel = "DELTA",
      description = "The delta, - (stdin), or an http(s) address.")
  private String delta = "";

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      order = 81,
      description = "Where temporary files go; default: the system's temporary directory.")
  private @Nullable Path workDirectory;

  @Mixin private final RunOptions runOptions = new RunOptions();

  @Override
  void run() throws IOException {
    Inputs inputs = new Inputs(this);
    ImageSource baseImage = inputs.image(base);
    DeltaSource deltaSource = inputs.delta(delta);
    ApplyOptions options = ApplyOptions.defaults();
    ApplyResult result;
    try (ProgressBars bars = runOptions.progress(err())) {
      result =
          Silt.verify(
              baseImage,
              deltaSource,
              options
                  .withThreadCount(runOptions.threadCount(this, options.threadCount()))
                  .withWorkDirectory(workDirectory)
                  .withListener(bars));
    }
    if (!runOptions.quiet()) {
      ApplyReport.print(result, out());
    }
  }
}
