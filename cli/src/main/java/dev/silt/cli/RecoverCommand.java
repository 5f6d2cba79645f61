package dev.silt.cli;

import dev.silt.InPlace;
import dev.silt.InPlaceOptions;
import dev.silt.InPlaceResult;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code silt recover}: see the description. */
@Command(
    name = "recover",
    description =
        "End an update in place that was interrupted: complete it if its commit had begun, else take it back. What is prepared with --stage stays.",
    footer = {"  silt recover /mnt/rootfs"})
final class RecoverCommand extends SiltCommand {

  @Parameters(index = "0", paramLabel = "ROOTFS", description = "The root file system's directory.")
  private String root = "";

  @Option(
      names = {"-q", "--quiet"},
      order = 98,
      description = "Print nothing but errors.")
  private boolean quiet;

  @Override
  void run() throws IOException {
    InPlaceResult result = InPlace.recover(new Inputs(this).path(root), InPlaceOptions.defaults());
    if (!quiet) {
      InPlaceReport.print(result, out());
    }
  }
}
