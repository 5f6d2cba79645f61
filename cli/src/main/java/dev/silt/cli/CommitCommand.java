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

/** {@code silt commit}: see the description. */
@Command(
    name = "commit",
    description =
        "Switch a root file system to the update that was prepared with silt apply --stage.",
    footer = {"  silt commit /mnt/rootfs"})
final class CommitCommand extends SiltCommand {

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
            ? update.get().commit()
            : InPlace.recover(new Inputs(this).path(root), InPlaceOptions.defaults());
    if (!quiet) {
      InPlaceReport.print(result, out());
    }
  }
}
