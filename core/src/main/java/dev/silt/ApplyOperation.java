package dev.silt;

import dev.silt.apply.ArchivedBase;
import dev.silt.apply.DeltaApplier;
import dev.silt.apply.ImageLayerOutput;
import dev.silt.apply.LayerOutput;
import dev.silt.delta.DeltaReader;
import dev.silt.delta.Header;
import dev.silt.delta.LayerPlan;
import dev.silt.delta.Plan;
import dev.silt.hash.Digest;
import dev.silt.image.ArchiveFormat;
import dev.silt.image.Codec;
import dev.silt.image.ImageArchive;
import dev.silt.image.ImageWriter;
import dev.silt.image.LayerDescriptor;
import dev.silt.io.OutputFile;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Silt#apply} and {@link Silt#verify}. */
final class ApplyOperation {

  private final ApplyOptions options;
  private final WorkFiles work;
  private final Path workParent;
  private final Tasks tasks;

  private ApplyOperation(ApplyOptions options, WorkFiles work, Path workParent, Tasks tasks) {
    this.options = options;
    this.work = work;
    this.workParent = workParent;
    this.tasks = tasks;
  }

  /** Applies; a null target writes nothing. */
  static ApplyResult run(
      ImageSource base, DeltaSource delta, @Nullable Path named, ApplyOptions options)
      throws IOException {
    if (options.format() == OutputFormat.DOCKER_ARCHIVE
        && options.compression() != LayerCompression.NONE) {
      throw new IllegalArgumentException("layers of a docker-archive are not compressed");
    }
    Path target = named == null ? null : writable(named, options.format());
    Path parent = options.workDirectory();
    if (parent == null) {
      parent = target != null ? directoryOf(target) : WorkRoom.defaultDirectory();
    }
    Sources.requireOutside(base, parent);
    if (target != null) {
      Sources.requireOutside(base, directoryOf(target));
    }
    try (WorkFiles work = WorkFiles.create(parent);
        Tasks tasks = Tasks.create(options.threadCount())) {
      return new ApplyOperation(options, work, parent, tasks).run(base, delta, target);
    }
  }

  /** The output behind a link. Images are not written front to back, so not into pipes. */
  private static Path writable(Path named, OutputFormat format) throws IOException {
    if (format == OutputFormat.OCI_LAYOUT) {
      return named.toAbsolutePath();
    }
    OutputFile output = OutputFile.of(named);
    if (!output.isOrdinary()) {
      throw new FileSystemException(
          named.toString(), null, "output exists and is not a regular file");
    }
    return output.path();
  }

  private static Path directoryOf(Path absolute) {
    Path parent = absolute.getParent();
    return parent == null ? absolute : parent;
  }

  private ApplyResult run(ImageSource base, DeltaSource delta, @Nullable Path target)
      throws IOException {
    try (DeltaReader reader = DeltaReader.open(delta.open());
        ImageArchive archive = Sources.openAny(base, options.limits(), work, options.listener())) {
      ArchivedBase archived =
          new ArchivedBase(archive, work, options.limits(), options.listener(), tasks);
      DeltaApplier applier =
          DeltaApplier.create(reader, archived, work, tasks, options.limits(), options.listener());
      Header header = applier.readHeader();
      checkRoom(header, target);
      if (target == null) {
        return result(applier.apply(header, LayerOutput.none()), "");
      }
      return write(applier, header, target);
    }
  }

  /** Layers that are copied or compressed again are not counted: the least that it takes. */
  private void checkRoom(Header header, @Nullable Path target) throws IOException {
    long spools = header.contentsLength() + header.spoolLength();
    boolean plain = options.compression() == LayerCompression.NONE;
    long output = target != null && plain ? header.layersLength() : 0;
    Path directory = target == null ? workParent : directoryOf(target);
    if (Files.getFileStore(directory).equals(Files.getFileStore(workParent))) {
      WorkRoom.require(directory, spools + output);
    } else {
      WorkRoom.require(workParent, spools);
      WorkRoom.require(directory, output);
    }
  }

  private ApplyResult write(DeltaApplier applier, Header header, Path target) throws IOException {
    ArchiveFormat format = ArchiveFormat.valueOf(options.format().name());
    try (ImageWriter writer = ImageWriter.create(target, format, digesting())) {
      ImageLayerOutput output =
          ImageLayerOutput.of(
              writer, format, Codec.valueOf(options.compression().name()), options.limits());
      DeltaApplier.Outcome outcome = applier.apply(header, output);
      List<LayerDescriptor> layers = new ArrayList<>();
      List<LayerPlan> plans = outcome.plan().layers();
      for (int i = 0; i < plans.size(); i++) {
        boolean repeats = plans.get(i).source() == LayerPlan.Source.REPEAT;
        layers.add(output.descriptor(repeats ? plans.get(i).index() : i));
      }
      byte[] manifest = outcome.documents().manifest();
      Digest digest =
          writer.commit(
              outcome.documents().config(),
              layers,
              manifest.length == 0 ? null : manifest,
              header.names(),
              outcome.config().platform());
      return result(outcome, digest == null ? "" : digest.toString());
    }
  }

  private @Nullable Tasks digesting() {
    return options.threadCount() > 1 ? tasks : null;
  }

  private static ApplyResult result(DeltaApplier.Outcome outcome, String manifestDigest) {
    Plan plan = outcome.plan();
    return new ApplyResult(
        outcome.header().targetId().toString(),
        manifestDigest,
        plan.count(LayerPlan.Source.BASE) + plan.count(LayerPlan.Source.REPEAT),
        plan.count(LayerPlan.Source.REBUILT),
        plan.count(LayerPlan.Source.STORED),
        outcome.header().layersLength(),
        outcome.deltaLength());
  }
}
