package dev.silt.cli;

import dev.silt.ImageSource;
import dev.silt.SignOptions;
import dev.silt.SignResult;
import dev.silt.Silt;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code silt sign}: describes an image for those who make a delta without it. */
@Command(
    name = "sign",
    description =
        "Describe IMAGE in a small file, from which diff makes a delta without having it.",
    footer = {
      "  silt sign old.tar -o old.sig              # where the old image is",
      "  silt diff old.sig new.tar -o update.silt  # where it is not",
      "  silt sign bundle/rootfs -o old.sig        # an extracted root file system"
    })
final class SignCommand extends SiltCommand {

  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description =
          "An archive, an OCI layout directory, a root file system's directory, or - (stdin).")
  private String image = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "SIGNATURE",
      required = true,
      order = 1,
      description = "The signature to write; a device or pipe gets it when it is complete.")
  private String output = "";

  @Option(
      names = "--block-length",
      paramLabel = "BYTES",
      order = 10,
      description =
          "Length of all blocks; default: about the square root of a file's, from 4096 on.")
  private @Nullable Integer blockLength;

  @Option(
      names = "--platform",
      converter = PlatformText.class,
      paramLabel = "OS/ARCH[/VARIANT]",
      order = 20,
      description = "Which platform of an index.")
  private @Nullable String platform;

  @Option(
      names = "--ref",
      paramLabel = "NAME",
      order = 21,
      description = "Which image of the archive, if it holds several.")
  private @Nullable String reference;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      order = 81,
      description = "Where temporary files go; default: beside the output.")
  private @Nullable Path workDirectory;

  @Mixin private final RunOptions runOptions = new RunOptions();

  @Override
  void run() throws IOException {
    if (blockLength != null && blockLength < 1) {
      throw usage("--block-length must be 1 or more but was " + blockLength);
    }
    Inputs inputs = new Inputs(this);
    Path signature = inputs.output(output);
    inputs.refuseOverwriting(signature, image);
    ImageSource source = inputs.image(image).withPlatform(platform).withReference(reference);
    SignOptions options = SignOptions.defaults().withWorkDirectory(workDirectory);
    SignResult result;
    try (ProgressBars bars = runOptions.progress(err())) {
      result =
          Silt.sign(
              source,
              signature,
              options
                  .withBlockLength(blockLength == null ? 0 : blockLength)
                  .withThreadCount(runOptions.threadCount(this, options.threadCount()))
                  .withListener(bars));
    }
    if (!runOptions.quiet()) {
      PrintWriter report = report(signature);
      report.println(
          "signature "
              + Sizes.count(result.signatureLength())
              + " bytes ("
              + Sizes.text(result.signatureLength())
              + "), "
              + Sizes.percent(result.signatureLength(), result.layersLength())
              + " of the layers ("
              + Sizes.text(result.layersLength())
              + ")");
      report.println(
          "contents  "
              + Sizes.count(result.contentCount())
              + ", "
              + Sizes.count(result.blockCount())
              + " blocks");
    }
  }
}
