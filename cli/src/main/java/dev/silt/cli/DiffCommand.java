package dev.silt.cli;

import dev.silt.DiffOptions;
import dev.silt.DiffResult;
import dev.silt.ImageSource;
import dev.silt.Purpose;
import dev.silt.SignatureSource;
import dev.silt.Silt;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code silt diff}: makes a delta. */
@Command(
    name = "diff",
    description = "Make a delta that turns BASE into TARGET.",
    footer = {
      "  silt diff old.tar new.tar -o update.silt",
      "  silt diff old.sig new.tar -o update.silt      # see silt sign",
      "  ssh host cat old.sig | silt diff - new.tar -o update.silt",
      "  silt diff old.tar new.tar -o update.silt --smallest --platform linux/arm64",
      "  skopeo copy docker://example.org/app:2 oci-archive:/dev/stdout | \\",
      "    silt diff old.tar - -o update.silt"
    })
final class DiffCommand extends SiltCommand {

  @Parameters(
      index = "0",
      paramLabel = "BASE",
      description =
          "What the receiver has: an image (archive, OCI layout directory, or - for stdin), a root"
              + " file system's directory, or the signature of one of these.")
  private String base = "";

  @Parameters(index = "1", paramLabel = "TARGET", description = "The image that it is to have.")
  private String target = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DELTA",
      required = true,
      order = 1,
      description = "The delta to write; a device or pipe gets it when it is complete.")
  private String output = "";

  @ArgGroup(exclusive = true)
  private @Nullable PresetChoice preset;

  @Option(
      names = "--for",
      paramLabel = "WHAT",
      order = 10,
      converter = NamedChoice.OfPurpose.class,
      description =
          "What the delta can be applied to: image, rootfs (a root file system, in place) or both;"
              + " default: image, and both where that costs under 2 %%.")
  private Purpose purpose = Purpose.AUTO;

  @Option(
      names = "--platform",
      converter = PlatformText.class,
      paramLabel = "OS/ARCH[/VARIANT]",
      order = 20,
      description =
          "Which platform of an index, in both images; default: the only one, else linux"
              + " on this machine's architecture.")
  private @Nullable String platform;

  @Option(
      names = "--base-platform",
      converter = PlatformText.class,
      paramLabel = "PLATFORM",
      order = 21,
      description = "The base's platform.")
  private @Nullable String basePlatform;

  @Option(
      names = "--target-platform",
      converter = PlatformText.class,
      paramLabel = "PLATFORM",
      order = 22,
      description = "The target's platform.")
  private @Nullable String targetPlatform;

  @Option(
      names = "--base-ref",
      paramLabel = "NAME",
      order = 23,
      description = "Which image of the base archive, if it holds several.")
  private @Nullable String baseReference;

  @Option(
      names = "--target-ref",
      paramLabel = "NAME",
      order = 24,
      description = "Which image of the target archive.")
  private @Nullable String targetReference;

  @Option(
      names = "--no-self-check",
      order = 30,
      description = "Do not apply the new delta to check it.")
  private boolean noSelfCheck;

  @Option(
      names = "--stats",
      order = 31,
      description = "Say where the bytes went and what took how long.")
  private boolean statistics;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      order = 81,
      description = "Where temporary files go; default: beside the output.")
  private @Nullable Path workDirectory;

  @Mixin private final RunOptions runOptions = new RunOptions();

  @Override
  void run() throws IOException {
    Inputs inputs = new Inputs(this);
    Path delta = inputs.output(output);
    inputs.refuseOverwriting(delta, base);
    inputs.refuseOverwriting(delta, target);
    Optional<SignatureSource> signature = inputs.signature(base);
    if (signature.isPresent() && (basePlatform != null || baseReference != null)) {
      throw usage("BASE is a signature: it is of one image, so do not choose one");
    }
    ImageSource targetImage =
        inputs
            .image(target)
            .withPlatform(targetPlatform == null ? platform : targetPlatform)
            .withReference(targetReference);
    DiffOptions options = PresetChoice.options(preset);
    DiffResult result;
    try (ProgressBars bars = runOptions.progress(err())) {
      options =
          options
              .withPurpose(purpose)
              .withThreadCount(runOptions.threadCount(this, options.threadCount()))
              .withSelfCheck(!noSelfCheck)
              .withWorkDirectory(workDirectory)
              .withListener(bars);
      result =
          signature.isPresent()
              ? Silt.diff(signature.get(), targetImage, delta, options)
              : Silt.diff(baseImage(inputs), targetImage, delta, options);
    }
    if (!runOptions.quiet()) {
      PrintWriter report = report(delta);
      DiffReport.print(result, report);
      if (statistics) {
        DiffReport.printStatistics(result, report);
      }
    }
  }

  private ImageSource baseImage(Inputs inputs) {
    return inputs
        .image(base)
        .withPlatform(basePlatform == null ? platform : basePlatform)
        .withReference(baseReference);
  }
}
