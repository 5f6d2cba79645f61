package dev.silt.cli;

import dev.silt.ApplyOptions;
import dev.silt.ApplyResult;
import dev.silt.DeltaInfo;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.DiffResult;
import dev.silt.ImageSource;
import dev.silt.Silt;
import dev.silt.cli.demo.ArchiveCheck;
import dev.silt.cli.demo.DemoImages;
import dev.silt.error.CancelledException;
import dev.silt.error.CorruptDataException;
import dev.silt.error.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code silt demo}: everything once, on images made on the spot. */
@Command(
    name = "demo",
    description = "Make a pair of realistic images, then diff, inspect, apply and verify.",
    footer = {
      "  silt demo",
      "  silt demo --smallest --keep /tmp/demo   # the images and the delta stay there"
    })
final class DemoCommand extends SiltCommand {

  private static final int TOP = 5;

  @ArgGroup(exclusive = true)
  private @Nullable PresetChoice preset;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      order = 20,
      description =
          "Work in this directory and leave everything there; default: a temporary one"
              + " (300 MiB), deleted at the end.")
  private @Nullable Path directory;

  @Mixin private final RunOptions runOptions = new RunOptions();

  private final Table table = new Table("lrrl").row("step", "time", "size", "");

  @Override
  void run() throws IOException {
    try (TemporaryDirectory work = TemporaryDirectory.open(directory)) {
      say("Silt demo: " + DemoImages.TITLE);
      say("getting the jars through Maven (about 100 MiB the first time) ...");
      long start = System.nanoTime();
      long jarsLength = fetch(work.path());
      step("get jars", start, jarsLength, "through Maven");
      say("making two images ...");
      start = System.nanoTime();
      DemoImages images = DemoImages.make(work.path());
      step(
          "make images",
          start,
          Files.size(images.base()) + Files.size(images.target()),
          "two oci-archives");
      deltaSteps(images, work.path());
      out().println();
      table.print(out(), "");
      if (work.kept()) {
        out().println();
        out().println("All files are in " + work.path());
      }
    }
  }

  private void deltaSteps(DemoImages images, Path work) throws IOException {
    Path delta = work.resolve("update.silt");
    Path rebuilt = work.resolve("rebuilt.oci.tar");
    say("silt diff base.oci.tar target.oci.tar -o update.silt");
    long start = System.nanoTime();
    DiffResult made = diff(images, delta);
    step("diff", start, made.deltaLength(), DiffReport.summary(made));

    say("silt inspect update.silt --top " + TOP);
    start = System.nanoTime();
    DeltaInfo info = Silt.inspect(DeltaSource.of(delta), TOP, Limits.defaults());
    step("inspect", start, info.length(), Sizes.count(info.entryCount()) + " entries");
    if (!runOptions.quiet()) {
      out().println();
      DeltaReport.print(info, out());
      out().println();
    }

    say("silt apply base.oci.tar update.silt -o rebuilt.oci.tar");
    start = System.nanoTime();
    try (ProgressBars bars = runOptions.progress(err())) {
      ApplyResult unused =
          Silt.apply(
              ImageSource.of(images.base()), DeltaSource.of(delta), rebuilt, applyOptions(bars));
    }
    step("apply", start, Files.size(rebuilt), "rebuilt layers are plain tar");

    say("silt verify base.oci.tar update.silt");
    start = System.nanoTime();
    ApplyResult verified;
    try (ProgressBars bars = runOptions.progress(err())) {
      verified =
          Silt.verify(ImageSource.of(images.base()), DeltaSource.of(delta), applyOptions(bars));
    }
    step("verify", start, verified.layersLength(), ApplyReport.layers(verified));

    start = System.nanoTime();
    check(images, rebuilt);
    step("check", start, Files.size(rebuilt), "the rebuilt image has the target's image ID");
  }

  private DiffResult diff(DemoImages images, Path delta) throws IOException {
    DiffOptions options = PresetChoice.options(preset);
    try (ProgressBars bars = runOptions.progress(err())) {
      return Silt.diff(
          ImageSource.of(images.base()),
          ImageSource.of(images.target()),
          delta,
          options
              .withThreadCount(runOptions.threadCount(this, options.threadCount()))
              .withListener(bars));
    }
  }

  private ApplyOptions applyOptions(ProgressBars bars) {
    ApplyOptions options = ApplyOptions.defaults();
    return options
        .withThreadCount(runOptions.threadCount(this, options.threadCount()))
        .withListener(bars);
  }

  private static void check(DemoImages images, Path rebuilt) throws IOException {
    if (ArchiveCheck.blobCount(rebuilt, images.targetId()).isEmpty()) {
      throw new CorruptDataException(
          "rebuilt image: expected=" + images.targetId() + ", actual=another; please report this");
    }
  }

  private static long fetch(Path work) throws IOException {
    try {
      return DemoImages.fetch(work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(e);
    }
  }

  private void say(String text) {
    if (!runOptions.quiet()) {
      out().println(text);
      out().flush();
    }
  }

  private void step(String name, long start, long length, String remark) {
    table.row(name, Sizes.seconds(System.nanoTime() - start), Sizes.text(length), remark);
  }
}
