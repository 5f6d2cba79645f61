package dev.silt.cli;

import dev.silt.DeltaInfo;
import dev.silt.Silt;
import dev.silt.error.Limits;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code silt inspect}: what is in a delta. */
@Command(
    name = "inspect",
    description = "Show what is in a delta and where its bytes go; the base is not needed.",
    footer = {
      "  silt inspect update.silt",
      "  silt inspect update.silt --json --top 100",
    })
final class InspectCommand extends SiltCommand {

  private static final int TOP = 10;

  @Parameters(
      index = "0",
      paramLabel = "DELTA",
      description = "The delta, - (stdin), or an http(s) address.")
  private String delta = "";

  @Option(names = "--json", order = 10, description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--top",
      paramLabel = "N",
      order = 11,
      description = "How many of the dearest contents are listed; default: " + TOP + ".")
  private int top = TOP;

  @Override
  void run() throws IOException {
    if (top < 0) {
      throw usage("--top must be 0 or more but was " + top);
    }
    DeltaInfo info = Silt.inspect(new Inputs(this).delta(delta), top, Limits.defaults());
    if (json) {
      DeltaJson.print(info, out());
    } else {
      DeltaReport.print(info, out());
    }
  }
}
