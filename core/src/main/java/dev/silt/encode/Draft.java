package dev.silt.encode;

import dev.silt.delta.BaseEntries;
import dev.silt.delta.CodedEntry;
import dev.silt.delta.CodedTail;
import dev.silt.delta.ContentRef;
import dev.silt.delta.ContentStreamWriter;
import dev.silt.delta.DeltaWriter;
import dev.silt.delta.Documents;
import dev.silt.delta.EntryWriter;
import dev.silt.delta.Header;
import dev.silt.delta.LayerPlan;
import dev.silt.delta.MemberList;
import dev.silt.delta.Op;
import dev.silt.delta.OpList;
import dev.silt.delta.Plan;
import dev.silt.delta.RunSet;
import dev.silt.delta.SectionType;
import dev.silt.delta.StreamEffort;
import dev.silt.delta.StreamLength;
import dev.silt.delta.Unpacking;
import dev.silt.delta.UnpackingCoder;
import dev.silt.image.Image;
import dev.silt.image.ImageLayer;
import dev.silt.io.ByteSource;
import dev.silt.io.Tasks;
import dev.silt.progress.Phase;
import dev.silt.progress.ProgressListener;
import dev.silt.progress.ProgressMeter;
import dev.silt.scan.ImageScan;
import dev.silt.scan.LayerScan;
import dev.silt.tar.TarEntry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A delta for one choice of which missing layers are stored and which are rebuilt. Steps, in order:
 * collect the entries, pair the contents, write, ask what it came to. Not safe for several threads.
 */
final class Draft {

  /** Names take at most this part of a delta, and are left out where that is next to nothing. */
  private static final int NAMES_SHARE = 512;

  private static final int MIN_NAMES_LENGTH = 24;

  private final ImagePair pair;
  private final EncodeBase base;
  private final UsableBase usable;
  private final ImageScan target;
  private final BaseEntries baseEntries;
  private final BaseFiles files;
  private final BitSet stored;
  private final boolean image;
  private final @Nullable TreeDraft tree;
  private final Catalog catalog;
  private final EntryWriter entries;
  private final BitSet usedFiles = new BitSet();

  /** Number of the first new content of each missing layer. */
  private final int[] firstContents;

  private long[] literalLengths = new long[0]; // of what entries have, with members
  private long[] codedLiterals = new long[0];
  private @Nullable SeenThrough seen;
  private Unpacking unpacking = Unpacking.NONE;
  private long packedLength;
  private long entryCount;
  private OpTally tally = new OpTally();
  private List<StreamLength> streamLengths = List.of();
  private long contentsLength;
  private long codedLength;
  private long length;
  private long treeLength;
  private @Nullable Header header;
  private @Nullable Plan plan;

  Draft(
      ImagePair pair,
      EncodeBase base,
      UsableBase usable,
      ImageScan target,
      BaseEntries baseEntries,
      BaseFiles files,
      BitSet stored,
      boolean image,
      @Nullable TreePair trees) {
    this.files = files;
    this.image = image;
    this.tree = trees == null ? null : new TreeDraft(trees);
    this.pair = pair;
    this.base = base;
    this.usable = usable;
    this.target = target;
    this.baseEntries = baseEntries;
    this.stored = stored;
    this.catalog = new Catalog(base);
    this.firstContents = new int[pair.missing().size() + 1];
    this.entries =
        EntryWriter.create(
            baseEntries,
            ref ->
                switch (ref.kind()) {
                  case NONE -> 0;
                  case NEW -> catalog.newContent(ref.number()).source().length();
                  case BASE -> baseEntries.file(ref.number()).dataLength();
                },
            catalog::same);
  }

  Catalog catalog() {
    return catalog;
  }

  void collectEntries() throws IOException {
    for (int i = 0; i < pair.missing().size(); i++) {
      firstContents[i] = catalog.newContents().size();
      if (image && !stored.get(i)) {
        collectEntries(target.layers().get(i));
      }
    }
    firstContents[pair.missing().size()] = catalog.newContents().size();
    if (tree != null) {
      tree.collect(catalog);
    }
  }

  private void collectEntries(LayerScan layer) throws IOException {
    int file = 0;
    for (int i = 0; i < layer.entries().size(); i++) {
      TarEntry entry = layer.entries().get(i);
      ContentRef content =
          entry.dataLength() == 0 ? ContentRef.NONE : catalog.file(layer, file++, entry);
      use(entries.entry(new CodedEntry(entry, content, layer.padding(i))).content());
    }
    ContentRef tail = catalog.tail(layer);
    use(tail);
    entries.tail(new CodedTail(layer.zeroLength(), tail));
    entryCount += layer.entries().size();
  }

  private void use(ContentRef content) {
    if (content.kind() == ContentRef.Kind.BASE) {
      usedFiles.set(content.number());
    }
  }

  /** {@return for each new content the base file that its path gives} */
  List<Pair> pair(Pairing pairing) {
    List<Pair> pairs = new ArrayList<>();
    for (NewContent content : catalog.newContents()) {
      pairs.add(content.path().length == 0 ? Pair.NONE : pairing.find(content.path()));
    }
    return pairs;
  }

  /** Sees through archives: what is coded are then their skeletons, and members behind. */
  void seeThrough(List<Pair> pairs, @Nullable TargetArchives targets) throws IOException {
    seen = SeenThrough.of(catalog, pairs, targets, usable);
  }

  SeenThrough seen() {
    return Objects.requireNonNull(seen);
  }

  void write(
      Path file,
      EncodeLevel level,
      List<Pair> pairs,
      Matches matches,
      Tasks tasks,
      ProgressListener listener)
      throws IOException {
    for (ByteSource content : seen().contents()) {
      contentsLength += content.length();
    }
    BaseMembers members = base.members();
    MemberNumbers numbers =
        MemberNumbers.of(members == null ? null : members.archives(), pairs, seen(), files);
    usedFiles.or(numbers.usedFiles());
    packedLength = numbers.packedLength();
    unpacking = numbers.unpacking(seen(), catalog.newContents());
    Plan layers = plan();
    plan = layers;
    header = header();
    try (DeltaWriter out =
        DeltaWriter.create(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      out.section(SectionType.HEADER, header.toBytes());
      if (image) {
        writeImage(out, layers, level);
      }
      if (tree != null) {
        long before = out.length();
        out.section(
            SectionType.TREE, tree.part(numbers, unpacking, seen()).toBytes(level.columnEffort()));
        treeLength = out.length() - before;
      }
      if (tree != null || layers.count(LayerPlan.Source.REBUILT) > 0) {
        long before = out.length();
        writeContents(out, level, pairs, matches, numbers, tasks, listener);
        codedLength = out.length() - before;
      }
      for (int i = 0; image && i < pair.missing().size(); i++) {
        if (stored.get(i)) {
          ByteSource blob = pair.missing().get(i).blob();
          try (InputStream in = blob.open()) {
            out.section(SectionType.BLOB, blob.length(), in);
          }
        }
      }
      byte[] named =
          new PairNames(catalog, base, baseEntries)
              .toBytes(pairs, codedLiterals, out.length() / NAMES_SHARE);
      if (named.length >= MIN_NAMES_LENGTH) {
        out.section(SectionType.PAIRS, named);
      }
      out.end();
      length = out.length();
    }
  }

  private void writeImage(DeltaWriter out, Plan layers, EncodeLevel level) throws IOException {
    Image target = pair.target();
    byte[] manifest = target.manifest();
    Documents documents = new Documents(target.config(), manifest == null ? new byte[0] : manifest);
    out.section(SectionType.IMAGE, documents.toBytes(pair.base().config()));
    out.section(SectionType.PLAN, layers.toBytes());
    if (layers.count(LayerPlan.Source.REBUILT) > 0) {
      out.section(SectionType.ENTRIES, entries.toBytes(level.columnEffort()));
    }
  }

  private void writeContents(
      DeltaWriter out,
      EncodeLevel level,
      List<Pair> pairs,
      Matches matches,
      MemberNumbers numbers,
      Tasks tasks,
      ProgressListener listener)
      throws IOException {
    ProgressMeter meter = ProgressMeter.start(listener, Phase.ENCODE, contentsLength);
    literalLengths = new long[pairs.size()];
    codedLiterals = new long[pairs.size()];
    List<@Nullable OpList> ops = new ArrayList<>();
    OpTally planned = new OpTally();
    for (int i = 0; i < pairs.size(); i++) {
      ops.add(matches.ops(catalog.newContent(i), pairs.get(i)));
      planned.add(ops.get(i), catalog.newContent(i).source().length());
    }
    StreamEffort effort = level.streamEffort(base.hasContents());
    try (ContentStreamWriter streams = ContentStreamWriter.create(out, effort, tasks)) {
      ContentEncoder encoder = new ContentEncoder(streams, meter);
      if (!unpacking.equals(Unpacking.NONE)) {
        UnpackingCoder.write(streams, unpacking);
      }
      for (int i : seen().order(ContentOrder.of(catalog.newContents(), ops))) {
        NewContent content = catalog.newContent(i);
        MemberList members = seen().packed().get(i);
        List<Integer> bases = pairs.get(i).files();
        long before = encoder.tally().length(Op.INSERT);
        encoder.encode(
            i,
            members == null ? null : numbers.members(members),
            seen().opaque(i),
            content.source(),
            numbers.numbers(bases),
            ops.get(i),
            matches.relocation(content, pairs.get(i)),
            files.length(bases),
            base.content(bases));
        long literals = encoder.tally().length(Op.INSERT) - before;
        codedLiterals[i] = literals;
        literalLengths[seen().ownerOf(i)] += literals;
      }
      streams.finish();
      tally = encoder.tally();
      streamLengths = streams.lengths();
    }
    meter.finish();
  }

  private Plan plan() {
    List<LayerPlan> layers = new ArrayList<>();
    int missing = 0;
    for (ImageLayer layer : pair.target().layers()) {
      LayerPlan shared = pair.shared().get(layer.index()).orElse(null);
      if (shared != null) {
        layers.add(shared);
        continue;
      }
      String type = ImagePair.unusualType(layer);
      layers.add(
          stored.get(missing)
              ? LayerPlan.stored(type)
              : LayerPlan.rebuilt(target.layers().get(missing).entries().size(), type));
      missing++;
    }
    boolean rebuilds = stored.cardinality() < pair.missing().size();
    return new Plan(
        layers,
        rebuilds ? base.fileCounts() : new int[0],
        RunSet.of(rebuilds ? usedFiles : new BitSet()));
  }

  private Header header() {
    Image target = pair.target();
    long spoolLength = 0;
    for (int file = usedFiles.nextSetBit(0); file >= 0; file = usedFiles.nextSetBit(file + 1)) {
      if (image && base.isCompressed(file)) {
        spoolLength += baseEntries.file(file).dataLength();
      }
    }
    long layersLength = 0;
    for (LayerScan layer : image ? this.target.layers() : List.<LayerScan>of()) {
      layersLength += layer.length();
    }
    return new Header(
        pair.base().id(),
        target.id(),
        target.platform().toString(),
        target.names(),
        pair.pullLength(),
        layersLength,
        contentsLength,
        image ? spoolLength + unpacking.unpackedLength() : 0,
        entryCount,
        seen().contentCount(),
        packedLength);
  }

  long length() {
    return length;
  }

  /** {@return about how many bytes only the root file system needs} */
  long treeLength() {
    long literals = 0;
    for (int k = firstContents[pair.missing().size()]; k < literalLengths.length; k++) {
      literals += literalLengths[k];
    }
    return treeLength + Math.round(literals * costOfLiterals());
  }

  private double costOfLiterals() {
    long inserted = tally.length(Op.INSERT);
    return inserted == 0 ? 0 : (double) codedLength / inserted;
  }

  long contentsLength() {
    return contentsLength;
  }

  /** Rebuilt layers whose own literals, compressed, come to more than their original blob. */
  BitSet dearLayers() {
    BitSet dear = new BitSet();
    double ratio = costOfLiterals();
    for (int i = 0; i < pair.missing().size(); i++) {
      long literals = 0;
      for (int k = firstContents[i]; k < firstContents[i + 1]; k++) {
        literals += literalLengths[k];
      }
      if (!stored.get(i) && literals * ratio > pair.missing().get(i).blob().length()) {
        dear.set(i);
      }
    }
    return dear;
  }

  EncodeResult result(List<Stage> stages, MatchCounts matchCounts, String note) {
    return new EncodeResult(
        Objects.requireNonNull(header),
        Objects.requireNonNull(plan),
        seen().contents(),
        seen().counts(),
        tally,
        streamLengths,
        length,
        stages,
        matchCounts,
        image,
        tree != null,
        treeLength(),
        note);
  }
}
