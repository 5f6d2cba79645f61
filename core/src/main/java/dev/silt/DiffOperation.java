package dev.silt;

import dev.silt.apply.BaseImage;
import dev.silt.apply.ComparedContents;
import dev.silt.apply.DeltaApplier;
import dev.silt.apply.LayerOutput;
import dev.silt.apply.TreeChecker;
import dev.silt.delta.DeltaReader;
import dev.silt.delta.Header;
import dev.silt.delta.LayerPlan;
import dev.silt.delta.Op;
import dev.silt.delta.Plan;
import dev.silt.encode.BaseIdentity;
import dev.silt.encode.DeltaEncoder;
import dev.silt.encode.EncodeBase;
import dev.silt.encode.EncodeLevel;
import dev.silt.encode.EncodeResult;
import dev.silt.encode.ImagePair;
import dev.silt.encode.OpTally;
import dev.silt.encode.Parts;
import dev.silt.encode.ScannedBase;
import dev.silt.encode.SignedBase;
import dev.silt.encode.Stage;
import dev.silt.encode.TreePair;
import dev.silt.error.CancelledException;
import dev.silt.error.SiltException;
import dev.silt.error.WrongBaseException;
import dev.silt.hash.Digest;
import dev.silt.image.Image;
import dev.silt.image.ImageArchive;
import dev.silt.image.ImageLayer;
import dev.silt.io.OutputFile;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import dev.silt.progress.Phase;
import dev.silt.scan.ImageScan;
import dev.silt.scan.LayerScan;
import dev.silt.scan.ScanRequest;
import dev.silt.sign.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Silt#diff}: read both images, encode, check, publish. */
final class DiffOperation {

  private final DiffOptions options;
  private final WorkFiles work;
  private final Tasks tasks;
  private String treeNote = "";

  private DiffOperation(DiffOptions options, WorkFiles work, Tasks tasks) {
    this.options = options;
    this.work = work;
    this.tasks = tasks;
  }

  @SuppressWarnings("ReferenceEquality") // the very same stream is what must not be read twice
  static DiffResult run(ImageSource base, ImageSource target, Path named, DiffOptions options)
      throws IOException {
    if (base.stream() != null && target.stream() != null && base.stream() == target.stream()) {
      throw new IllegalArgumentException("base and target cannot come from one stream");
    }
    OutputFile delta = OutputFile.of(named);
    Path directory = options.workDirectory();
    Sources.requireOutside(base, delta.directory());
    if (directory != null) {
      Sources.requireOutside(base, directory);
    }
    try (WorkFiles work = WorkFiles.create(directory != null ? directory : delta.directory());
        Tasks tasks = Tasks.create(options.threadCount())) {
      return new DiffOperation(options, work, tasks).run(base, target, delta);
    }
  }

  static DiffResult run(SignatureSource base, ImageSource target, Path named, DiffOptions options)
      throws IOException {
    OutputFile delta = OutputFile.of(named);
    Path directory = options.workDirectory();
    try (WorkFiles work = WorkFiles.create(directory != null ? directory : delta.directory());
        Tasks tasks = Tasks.create(options.threadCount())) {
      return new DiffOperation(options, work, tasks).runSigned(base, target, delta);
    }
  }

  private DiffResult run(ImageSource base, ImageSource target, OutputFile delta)
      throws IOException {
    long start = System.nanoTime();
    try (ImageArchive baseArchive =
            Sources.openAny(base, options.limits(), work, options.listener());
        ImageArchive targetArchive = Sources.openImage(target, options.limits(), work)) {
      Image baseImage = baseArchive.select(base.platform(), base.reference());
      ImagePair pair =
          ImagePair.of(
              BaseIdentity.of(baseImage),
              targetArchive.select(target.platform(), target.reference()));
      // Layers that both have are read once: as the base's.
      List<ImageLayer> missing = pair.missing();
      boolean needed = !missing.isEmpty() || wantsTree();
      ImageScan baseScan = scan(needed ? baseImage.layers() : List.of(), Phase.READ_BASE);
      ImageScan targetScan = scan(missing, Phase.READ_TARGET);
      EncodeBase scanned = ScannedBase.of(baseScan, level(), work);
      return encode(
          pair,
          scanned,
          targetScan,
          trees(scanned, pair, targetScan, plan -> baseScan.layers().get(plan.index())),
          delta,
          new DiffResult.Stage(
              "read", System.nanoTime() - start, length(baseScan) + length(targetScan)),
          options.selfCheck()
              ? (file, encoded) -> check(file, baseImage, baseScan, encoded)
              : (file, encoded) -> {});
    }
  }

  private boolean wantsTree() {
    return options.purpose() != Purpose.IMAGE;
  }

  /** Gives a target layer that the base has too. */
  private interface SharedLayers {
    LayerScan get(LayerPlan plan) throws IOException;
  }

  /** Flattens both; what cannot be flattened is for images only, unless a tree was asked for. */
  private @Nullable TreePair trees(
      EncodeBase base, ImagePair pair, ImageScan target, SharedLayers shared) throws IOException {
    if (!wantsTree()) {
      return null;
    }
    List<LayerScan> layers = new ArrayList<>();
    int missing = 0;
    for (Optional<LayerPlan> plan : pair.shared()) {
      if (plan.isEmpty()) {
        layers.add(target.layers().get(missing++));
      } else if (plan.get().source() == LayerPlan.Source.REPEAT) {
        layers.add(layers.get(plan.get().index()));
      } else {
        layers.add(shared.get(plan.get()));
      }
    }
    try {
      return TreePair.of(base, layers, options.limits(), work);
    } catch (CancelledException e) {
      throw e;
    } catch (SiltException e) {
      if (options.purpose() != Purpose.AUTO) {
        throw e;
      }
      treeNote = String.valueOf(e.getMessage());
      return null;
    }
  }

  private DiffResult runSigned(SignatureSource base, ImageSource target, OutputFile delta)
      throws IOException {
    long start = System.nanoTime();
    SignedBase signed = SignedBase.of(Signature.read(base.open(), work, options.limits()));
    try (ImageArchive targetArchive = Sources.openImage(target, options.limits(), work)) {
      ImagePair pair =
          ImagePair.of(
              signed.identity(), targetArchive.select(target.platform(), target.reference()));
      ImageScan targetScan = scan(pair.missing(), Phase.READ_TARGET);
      List<ImageLayer> layers = pair.target().layers();
      return encode(
          pair,
          signed,
          targetScan,
          trees(signed, pair, targetScan, plan -> scanShared(layers, pair, plan)),
          delta,
          new DiffResult.Stage("read", System.nanoTime() - start, length(targetScan)),
          (file, encoded) -> {});
    }
  }

  /** The base is not at hand, so its layers are read where the target has them. */
  private LayerScan scanShared(List<ImageLayer> layers, ImagePair pair, LayerPlan plan)
      throws IOException {
    int at = pair.shared().indexOf(Optional.of(plan));
    return scan(List.of(layers.get(at)), Phase.READ_TARGET).layers().get(0);
  }

  /** Looks at a delta before it is published. */
  private interface Check {
    void run(Path delta, EncodeResult encoded) throws IOException;
  }

  private DiffResult encode(
      ImagePair pair,
      EncodeBase base,
      ImageScan target,
      @Nullable TreePair trees,
      OutputFile delta,
      DiffResult.Stage read,
      Check check)
      throws IOException {
    Path temporary = delta.temporary();
    try {
      EncodeResult encoded =
          DeltaEncoder.create(
                  pair,
                  base,
                  target,
                  level(),
                  Parts.valueOf(options.purpose().name()),
                  trees,
                  tasks,
                  work,
                  options.listener())
              .encode(temporary);
      long beforeCheck = System.nanoTime();
      check.run(temporary, encoded);
      DiffResult.Stage checked =
          new DiffResult.Stage(
              "check",
              System.nanoTime() - beforeCheck,
              options.selfCheck() && base.hasContents() ? encoded.header().layersLength() : 0);
      delta.publish(temporary);
      return result(encoded, read, checked);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private EncodeLevel level() {
    return EncodeLevel.valueOf(options.preset().name());
  }

  private ImageScan scan(List<ImageLayer> layers, Phase phase) throws IOException {
    return ImageScan.read(
        layers,
        layer -> ScanRequest.everything(),
        work,
        options.limits(),
        phase,
        options.listener(),
        tasks);
  }

  /** Applies the delta to what has been read, and writes nothing. */
  private void check(Path delta, Image base, ImageScan scan, EncodeResult encoded)
      throws IOException {
    BaseImage known =
        new BaseImage() {
          @Override
          public Image select(Digest id) throws IOException {
            if (!id.equals(base.id())) {
              throw new WrongBaseException(id.toString(), base.id().toString());
            }
            return base;
          }

          @Override
          public ImageScan scan(Image image, Plan plan) {
            return scan;
          }
        };
    try (DeltaReader reader = DeltaReader.open(Files.newInputStream(delta))) {
      if (!encoded.forImage()) {
        TreeChecker.create(reader, work, options.limits(), options.listener())
            .check(scan, ComparedContents.of(encoded.contents()));
        return;
      }
      DeltaApplier applier =
          DeltaApplier.checking(
              reader,
              known,
              work,
              tasks,
              options.limits(),
              options.listener(),
              ComparedContents.of(encoded.contents()));
      applier.apply(applier.readHeader(), LayerOutput.none());
    }
  }

  private static long length(ImageScan scan) {
    return scan.layers().stream().mapToLong(LayerScan::length).sum();
  }

  private DiffResult result(EncodeResult encoded, DiffResult.Stage read, DiffResult.Stage checked) {
    Header header = encoded.header();
    Plan plan = encoded.plan();
    OpTally ops = encoded.ops();
    List<DiffResult.Stage> stages = new ArrayList<>();
    stages.add(read);
    for (Stage stage : encoded.stages()) {
      stages.add(new DiffResult.Stage(stage.name(), stage.nanos(), stage.length()));
    }
    stages.add(checked);
    return new DiffResult(
        header.baseId().toString(),
        header.targetId().toString(),
        encoded.length(),
        header.pullLength(),
        header.layersLength(),
        plan.count(LayerPlan.Source.BASE) + plan.count(LayerPlan.Source.REPEAT),
        plan.count(LayerPlan.Source.REBUILT),
        plan.count(LayerPlan.Source.STORED),
        encoded.contents().size(),
        header.contentsLength(),
        new DiffResult.Archives(
            encoded.archives().unpackedCount(),
            encoded.archives().memberCount(),
            encoded.archives().opaqueCounts().entrySet().stream()
                .map(why -> new DeltaInfo.Opaque(why.getKey().label(), why.getValue()))
                .toList()),
        ops.length(Op.COPY) + ops.length(Op.ADD),
        ops.length(Op.INSERT),
        stages,
        Arrays.stream(Op.values())
            .map(op -> new DeltaInfo.Operation(op.label(), ops.count(op), ops.length(op)))
            .toList(),
        encoded.streams().stream().map(DeltaInfo.Stream::of).toList(),
        encoded.matchCounts().candidateCount(),
        encoded.matchCounts().falseMatchCount(),
        encoded.forImage(),
        encoded.forRootfs(),
        encoded.treeLength(),
        encoded.note().isEmpty() ? treeNote : encoded.note());
  }
}
