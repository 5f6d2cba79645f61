package dev.silt.cli;

import dev.silt.ApplyOptions;
import dev.silt.ApplyResult;
import dev.silt.DeltaSource;
import dev.silt.ImageSource;
import dev.silt.InPlace;
import dev.silt.InPlaceCheck;
import dev.silt.InPlaceOptions;
import dev.silt.InPlaceResult;
import dev.silt.LayerCompression;
import dev.silt.OutputFormat;
import dev.silt.PreparedUpdate;
import dev.silt.Silt;
import dev.silt.error.MissingPrivilegeException;
import dev.silt.error.TreeDiffersException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** {@code silt apply}: rebuilds the target. */
@Command(
    name = "apply",
    description = "Rebuild the target from BASE and DELTA: exact layers, verified, or nothing.",
    footer = {
      "  silt apply old.tar update.silt -o new.tar",
      "  silt apply old.tar update.silt -o new.tar --format docker-archive",
      "  silt apply bundle/rootfs update.silt -o new.tar   # from an extracted root file system",
      "  silt apply /mnt/rootfs update.silt --in-place     # becomes the target; see silt recover",
      "  silt apply /mnt/rootfs https://example.org/update.silt --in-place",
      "  ssh build-server cat update.silt | silt apply old.tar - -o new.tar"
    })
final class ApplyCommand extends SiltCommand {

  /** Options that say how an image is written. */
  private static final List<String> NOT_IN_PLACE = List.of("--format", "--compress", "--threads");

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
      description =
          "The delta, - (stdin), or an http(s) address: read on where a connection breaks off.")
  private String delta = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "TARGET",
      order = 1,
      description = "The image to write.")
  private String output = "";

  @Option(
      names = "--in-place",
      order = 2,
      description =
          "Make the root file system BASE the target's, without a copy; safe when the power fails.")
  private boolean inPlace;

  @Option(
      names = "--check",
      order = 3,
      description = "With --in-place: say whether the delta can be applied, and write nothing.")
  private boolean check;

  @Option(
      names = "--stage",
      order = 4,
      description =
          "With --in-place: do all but the commit; silt commit BASE or silt abort BASE end it.")
  private boolean stage;

  @Option(
      names = "--force-restore",
      order = 5,
      description = "With --in-place: rebuild or remove what was modified, where the delta can.")
  private boolean forceRestore;

  @Option(
      names = "--ignore-ownership",
      order = 6,
      description =
          "With --in-place: go on without owners, devices and attributes that only root can set.")
  private boolean ignoreOwnership;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      order = 10,
      converter = NamedChoice.OfFormat.class,
      description = "oci-archive (default), oci (a layout directory) or docker-archive.")
  private OutputFormat format = OutputFormat.OCI_ARCHIVE;

  @Option(
      names = "--compress",
      paramLabel = "CODEC",
      order = 11,
      converter = NamedChoice.OfCompression.class,
      description = "How rebuilt layers are stored: none (default), gzip or zstd.")
  private LayerCompression compression = LayerCompression.NONE;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      order = 81,
      description =
          "Where temporary files go; default: beside the output, with --in-place the system's"
              + " temporary directory.")
  private @Nullable Path workDirectory;

  @Mixin private final RunOptions runOptions = new RunOptions();

  @Override
  void run() throws IOException {
    if (inPlace) {
      runInPlace();
      return;
    }
    if (check || stage || forceRestore || ignoreOwnership) {
      throw usage("--check, --stage, --force-restore and --ignore-ownership go with --in-place");
    }
    if (output.isEmpty()) {
      throw usage("Missing required option: '--output=TARGET', or --in-place");
    }
    if (format == OutputFormat.DOCKER_ARCHIVE && compression != LayerCompression.NONE) {
      throw usage("--compress does not go with --format docker-archive: its layers are plain tar");
    }
    Inputs inputs = new Inputs(this);
    Path target = inputs.output(output);
    inputs.refuseOverwriting(target, delta);
    ImageSource baseImage = inputs.image(base);
    DeltaSource deltaSource = inputs.delta(delta);
    ApplyOptions options = ApplyOptions.defaults();
    ApplyResult result;
    try (ProgressBars bars = runOptions.progress(err())) {
      result =
          Silt.apply(
              baseImage,
              deltaSource,
              target,
              options
                  .withFormat(format)
                  .withCompression(compression)
                  .withThreadCount(runOptions.threadCount(this, options.threadCount()))
                  .withWorkDirectory(workDirectory)
                  .withListener(bars));
    }
    if (!runOptions.quiet()) {
      ApplyReport.print(result, out());
    }
  }

  private void runInPlace() throws IOException {
    if (!output.isEmpty() || (check && stage)) {
      throw usage("--in-place does not go with --output, nor --check with --stage");
    }
    ParseResult given = spec().commandLine().getParseResult();
    if (NOT_IN_PLACE.stream().anyMatch(given::hasMatchedOption)) {
      throw usage(String.join(", ", NOT_IN_PLACE) + " do not go with --in-place");
    }
    Inputs inputs = new Inputs(this);
    Path root = inputs.path(base);
    DeltaSource source = inputs.delta(delta);
    try (ProgressBars bars = runOptions.progress(err())) {
      InPlaceOptions options =
          InPlaceOptions.defaults()
              .withForceRestore(forceRestore)
              .withIgnoreOwnership(ignoreOwnership)
              .withWorkDirectory(workDirectory)
              .withListener(bars);
      if (check) {
        check(root, InPlace.check(root, source, options));
        return;
      }
      InPlaceResult result =
          stage
              ? InPlace.prepare(root, source, options)
                  .map(PreparedUpdate::result)
                  .orElse(InPlaceReport.UP_TO_DATE)
              : InPlace.apply(root, source, options);
      if (!runOptions.quiet()) {
        InPlaceReport.print(result, out());
      }
    }
  }

  /** Ends as applying would, as far as that can be told. */
  private void check(Path root, InPlaceCheck found) throws IOException {
    if (!runOptions.quiet()) {
      InPlaceReport.print(found, out());
      out().flush();
    }
    if (found.target()) {
      return;
    }
    List<String> wrong = new ArrayList<>(found.blocking());
    if (!forceRestore) {
      wrong.addAll(found.missing());
      wrong.addAll(found.modified());
      wrong.addAll(found.extra());
    }
    if (!wrong.isEmpty()) {
      throw new TreeDiffersException(root, wrong, "the update does not fit");
    }
    if (!found.unsettable().isEmpty() && !ignoreOwnership) {
      throw new MissingPrivilegeException(root, found.unsettable());
    }
    if (found.neededLength() > found.usableLength()) {
      throw new IOException(root + ": not enough room");
    }
  }
}
