package dev.silt.cli;

import dev.silt.InPlace;
import dev.silt.InPlaceOptions;
import dev.silt.InPlaceResult;
import dev.silt.PreparedUpdate;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code silt abort}: see the description. */
@Command(
    name = "abort",
    description =
        "Throw away the update that was prepared with silt apply --stage; the root file system stays as it is.",
    footer = {"  silt abort /mnt/rootfs"})
final class AbortCommand extends SiltCommand {

  @Parameters(index = "0", paramLabel = "ROOTFS", description = "The root file system's directory.")
  private String root = "";

  @Option(
      names = {"-q", "--quiet"},
      order = 98,
      description = "Print nothing but errors.")
  private boolean quiet;

  @Override
  void run() throws IOException {
    Optional<PreparedUpdate> update =
        InPlace.reopen(new Inputs(this).path(root), InPlaceOptions.defaults());
    InPlaceResult result =
        update.isPresent()
            ? update.get().abort()
            : InPlace.recover(new Inputs(this).path(root), InPlaceOptions.defaults());
    if (!quiet) {
      InPlaceReport.print(result, out());
    }
  }
}
