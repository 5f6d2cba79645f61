package dev.silt.apply;

import dev.silt.delta.BaseContents;
import dev.silt.delta.BaseEntries;
import dev.silt.delta.ContentRef;
import dev.silt.delta.ContentStreamReader;
import dev.silt.delta.DeltaReader;
import dev.silt.delta.Documents;
import dev.silt.delta.EntryReader;
import dev.silt.delta.Header;
import dev.silt.delta.LayerPlan;
import dev.silt.delta.Plan;
import dev.silt.delta.Section;
import dev.silt.delta.SectionType;
import dev.silt.delta.TreePart;
import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.hash.Digest;
import dev.silt.hash.DigestingInputStream;
import dev.silt.image.Image;
import dev.silt.image.ImageConfig;
import dev.silt.image.ImageLayer;
import dev.silt.image.LayerInput;
import dev.silt.io.Spool;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import dev.silt.progress.Phase;
import dev.silt.progress.ProgressListener;
import dev.silt.progress.ProgressMeter;
import dev.silt.scan.ImageScan;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Applies one delta: reads it front to back once, the base's layers once, and hands each target
 * layer to an output. When {@link #apply} returns, the delta's end digest, the config's digest and
 * every layer's diffID have been verified. Heap: the base's entries (some 250 bytes each) and a few
 * MiB. Not safe for several threads.
 */
public final class DeltaApplier {

  private final DeltaReader delta;
  private final BaseImage base;
  private final WorkFiles work;
  private final Tasks tasks;
  private final Limits limits;
  private final ProgressListener listener;
  private final Phase writePhase;
  private final @Nullable NewContents givenContents;
  private final List<@Nullable ImageLayer> stored = new ArrayList<>();
  private long storedLength;
  private long treeContentCount;

  private DeltaApplier(
      DeltaReader delta,
      BaseImage base,
      WorkFiles work,
      Tasks tasks,
      Limits limits,
      ProgressListener listener,
      Phase writePhase,
      @Nullable NewContents givenContents) {
    this.delta = delta;
    this.base = base;
    this.work = work;
    this.tasks = tasks;
    this.limits = limits;
    this.listener = listener;
    this.writePhase = writePhase;
    this.givenContents = givenContents;
  }

  /**
   * An applier that decodes new contents into a work file.
   *
   * @param delta the delta, at its first section
   * @param base the image it is for
   * @param work where contents go
   * @param tasks the threads that pack archives
   * @param limits what delta and base may ask for
   * @param listener hears of the phases
   * @return the applier
   */
  public static DeltaApplier create(
      DeltaReader delta,
      BaseImage base,
      WorkFiles work,
      Tasks tasks,
      Limits limits,
      ProgressListener listener) {
    return new DeltaApplier(delta, base, work, tasks, limits, listener, Phase.WRITE, null);
  }

  /**
   * An applier that compares decoded contents with those that are known; for an encoder's
   * self-check.
   *
   * @param delta the delta, at its first section
   * @param base the image it is for
   * @param work where stored blobs go
   * @param tasks the threads that pack archives
   * @param limits what delta and base may ask for
   * @param listener hears of the phase {@link Phase#SELF_CHECK}
   * @param contents the known contents
   * @return the applier
   */
  public static DeltaApplier checking(
      DeltaReader delta,
      BaseImage base,
      WorkFiles work,
      Tasks tasks,
      Limits limits,
      ProgressListener listener,
      NewContents contents) {
    return new DeltaApplier(delta, base, work, tasks, limits, listener, Phase.SELF_CHECK, contents);
  }

  /**
   * What came out, beside the layers.
   *
   * @param header the delta's
   * @param plan the delta's
   * @param documents the target's config and manifest
   * @param config the config's parts
   * @param deltaLength bytes of the delta
   */
  public record Outcome(
      Header header, Plan plan, Documents documents, ImageConfig config, long deltaLength) {}

  /**
   * Reads the header alone, to be called first: what the delta is for and what it will take.
   *
   * @return the header
   * @throws IOException if it is damaged or asks for too much
   */
  public Header readHeader() throws IOException {
    return Header.parse(delta.require(SectionType.HEADER).readAll(limits), limits);
  }

  /**
   * Does the rest.
   *
   * @param header what {@link #readHeader} gave
   * @param output takes the layers
   * @return the documents to complete the image with
   * @throws IOException if base or delta are not right, or the output fails
   */
  public Outcome apply(Header header, LayerOutput output) throws IOException {
    if (delta.take(SectionType.TREE) != null) {
      throw new UnsupportedFormatException(
          "the delta makes no image, only a root file system: apply it with --in-place, or make one"
              + " with --for both");
    }
    Image image = base.select(header.baseId());
    Documents documents =
        Documents.parse(delta.require(SectionType.IMAGE).readAll(limits), image.config(), limits);
    Digest actual = Digest.sha256(documents.config());
    if (!actual.equals(header.targetId())) {
      throw new CorruptDataException(
          "target config is wrong: expected=" + header.targetId() + ", actual=" + actual);
    }
    ImageConfig config = ImageConfig.parse("target config", documents.config());
    Plan plan = Plan.parse(delta.require(SectionType.PLAN).readAll(limits), limits);
    checkPlan(header, plan, config, image);
    boolean rebuilds = plan.count(LayerPlan.Source.REBUILT) > 0;
    byte[] entries = rebuilds ? delta.require(SectionType.ENTRIES).readAll(limits) : new byte[0];
    Section tree = delta.take(SectionType.TREE);
    if (tree != null) {
      byte[] part = tree.readAll(limits);
      TreePart.parse(part, limits); // nothing damaged is accepted, used or not
      treeContentCount = TreePart.ownContentCount(part);
    }
    ImageScan scan = rebuilds ? scanBase(image, plan) : null;
    NewContents contents = decodeContents(header, plan, scan);
    readRest(plan, config);
    ProgressMeter meter = ProgressMeter.start(listener, writePhase, header.layersLength());
    if (scan != null) {
      render(header, plan, config, entries, scan, contents, output, meter);
    }
    copyLayers(plan, image, scan != null, output);
    meter.finish();
    return new Outcome(header, plan, documents, config, delta.position());
  }

  private static void checkPlan(Header header, Plan plan, ImageConfig config, Image base)
      throws CorruptDataException {
    List<Digest> diffIds = config.diffIds();
    long entryCount = plan.layers().stream().mapToLong(LayerPlan::entryCount).sum();
    boolean rebuilds = plan.count(LayerPlan.Source.REBUILT) > 0;
    if (entryCount != header.entryCount()
        || (!rebuilds && (plan.fileCounts().length > 0 || plan.usedFiles().size() > 0))) {
      throw new CorruptDataException("delta is damaged: totals do not fit, section=PLAN");
    }
    if (plan.layers().size() != diffIds.size()) {
      throw new CorruptDataException(
          "delta is damaged: layers expected="
              + diffIds.size()
              + ", actual="
              + plan.layers().size()
              + ", section=PLAN");
    }
    for (int i = 0; i < diffIds.size(); i++) {
      LayerPlan layer = plan.layers().get(i);
      @Nullable Digest actual =
          switch (layer.source()) {
            case BASE ->
                layer.index() < base.layers().size()
                    ? base.layers().get(layer.index()).diffId()
                    : null;
            case REPEAT -> diffIds.get(layer.index());
            case REBUILT, STORED -> diffIds.get(i);
          };
      if (actual == null || !diffIds.get(i).equals(actual)) {
        throw new CorruptDataException(
            "delta is damaged: layer " + i + " is not where the plan says, section=PLAN");
      }
    }
  }

  private ImageScan scanBase(Image image, Plan plan) throws IOException {
    if (plan.fileCounts().length != image.layers().size()) {
      throw new CorruptDataException("delta is damaged: base layers, section=PLAN");
    }
    ImageScan scan = base.scan(image, plan);
    if (!java.util.Arrays.equals(scan.fileCounts(), plan.fileCounts())) {
      throw new CorruptDataException("delta is damaged: files of base layers, section=PLAN");
    }
    return scan;
  }

  private NewContents decodeContents(Header header, Plan plan, @Nullable ImageScan scan)
      throws IOException {
    NewContents contents = givenContents;
    if (contents == null) {
      contents = SpooledContents.create(work);
    }
    if (scan == null || header.contentCount() == 0) {
      if (header.contentCount() != treeContentCount
          || (header.contentCount() == 0
              && (header.contentsLength() != 0 || header.packedLength() != 0))) {
        throw new CorruptDataException("delta is damaged: contents nobody needs, section=HEADER");
      }
      for (Section section = delta.take(SectionType.CONTENTS);
          section != null;
          section = delta.take(SectionType.CONTENTS)) {
        section.finish(); // the tree's alone
      }
      if (givenContents == null) {
        contents.finish();
      }
      return contents;
    }
    ProgressMeter meter = ProgressMeter.start(listener, Phase.DECODE, header.contentsLength());
    try (ContentStreamReader streams = ContentStreamReader.openAhead(delta, limits)) {
      Unpacker unpacker = Unpacker.forImage(scan.fileCount(), work, tasks, limits);
      ContentDecoder.create(
              streams, header.contentCount(), used(scan, plan), contents, unpacker, meter)
          .decodeAll(header);
    }
    meter.finish();
    return contents;
  }

  /** The base files that the plan announces; a delta may refer to no others. */
  private static BaseContents used(ImageScan scan, Plan plan) {
    return file -> {
      if (file < 0 || file >= scan.fileCount() || !plan.usedFiles().contains(file)) {
        throw new CorruptDataException(
            "delta is damaged: it uses a base file that it does not announce: " + file);
      }
      return scan.content(file);
    };
  }

  /** Blobs go to work files; then come names, pairs and the end digest. */
  private void readRest(Plan plan, ImageConfig config) throws IOException {
    for (int i = 0; i < plan.layers().size(); i++) {
      LayerPlan layer = plan.layers().get(i);
      stored.add(
          layer.source() == LayerPlan.Source.STORED
              ? readBlob(i, config.diffIds().get(i), layer.mediaType())
              : null);
    }
    for (Section section = delta.next(); section != null; section = delta.next()) {
      if (section.type() != SectionType.NAMES && section.type() != SectionType.PAIRS) {
        throw new CorruptDataException(
            "delta is damaged: unexpected section " + section.type().label());
      }
      section.finish();
    }
  }

  private ImageLayer readBlob(int index, Digest diffId, String mediaType) throws IOException {
    Section section = delta.require(SectionType.BLOB);
    storedLength += section.length();
    LimitExceededException.check(
        "stored layers", storedLength, limits.imageLength(), "imageLength");
    Spool spool = work.newSpool();
    DigestingInputStream in = new DigestingInputStream(section, diffId.newMessageDigest());
    in.transferTo(spool);
    spool.flush();
    section.finish();
    // A blob that is the layer itself is not compressed, whatever it begins with.
    @Nullable Digest digest = diffId.matches(in.digest()) ? diffId : null;
    return ImageLayer.of(index, diffId, digest, mediaType, spool, "stored layer " + index);
  }

  private void render(
      Header header,
      Plan plan,
      ImageConfig config,
      byte[] payload,
      ImageScan scan,
      NewContents contents,
      LayerOutput output,
      ProgressMeter meter)
      throws IOException {
    BaseEntries baseEntries = BaseEntries.of(scan.entries());
    try (EntryReader entries =
        EntryReader.open(
            payload, baseEntries, ref -> lengthOf(ref, baseEntries, contents), limits)) {
      LayerRenderer renderer =
          new LayerRenderer(
              entries, used(scan, plan), contents, limits, header.layersLength(), meter);
      for (int i = 0; i < plan.layers().size(); i++) {
        LayerPlan layer = plan.layers().get(i);
        if (layer.source() == LayerPlan.Source.REBUILT) {
          Digest diffId = config.diffIds().get(i);
          OutputStream out = output.begin(i, diffId, layer.mediaType());
          renderer.render(i, layer.entryCount(), diffId, out);
          output.end(i);
        }
      }
      entries.end(header.contentCount() - treeContentCount);
    }
  }

  private static long lengthOf(ContentRef ref, BaseEntries base, NewContents contents)
      throws IOException {
    return switch (ref.kind()) {
      case NONE -> 0;
      case NEW -> contents.content(ref.number()).length();
      case BASE -> base.file(ref.number()).dataLength();
    };
  }

  private void copyLayers(Plan plan, Image image, boolean scanned, LayerOutput output)
      throws IOException {
    for (int i = 0; i < plan.layers().size(); i++) {
      LayerPlan layer = plan.layers().get(i);
      if (layer.source() == LayerPlan.Source.BASE) {
        ImageLayer source = image.layers().get(layer.index());
        if (!scanned) {
          verify(source);
        }
        output.copy(i, source);
      } else if (layer.source() == LayerPlan.Source.STORED) {
        ImageLayer source = Objects.requireNonNull(stored.get(i));
        verify(source);
        output.copy(i, source);
      }
    }
  }

  private void verify(ImageLayer layer) throws IOException {
    try (LayerInput in = layer.open(limits, null)) {
      in.finish();
    }
  }
}
