package dev.silt;

import dev.silt.delta.ContentStream;
import dev.silt.delta.ContentStreamReader;
import dev.silt.delta.DeltaReader;
import dev.silt.delta.Documents;
import dev.silt.delta.EntryReader;
import dev.silt.delta.Header;
import dev.silt.delta.LayerPlan;
import dev.silt.delta.Names;
import dev.silt.delta.Op;
import dev.silt.delta.OpaqueReason;
import dev.silt.delta.PairReason;
import dev.silt.delta.Pairs;
import dev.silt.delta.Plan;
import dev.silt.delta.RunSet;
import dev.silt.delta.Section;
import dev.silt.delta.SectionType;
import dev.silt.delta.StreamLength;
import dev.silt.delta.TreePart;
import dev.silt.error.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link Silt#inspect}: walks through a delta without its base. */
final class InspectOperation {

  private final DeltaReader delta;
  private final Limits limits;
  private final Map<SectionType, long[]> sections = new TreeMap<>();
  private long position;
  private List<StreamLength> streamLengths = List.of();
  private Names names = new Names(Map.of());
  private Pairs pairs = new Pairs(Map.of());
  private @Nullable TreePart tree;
  private boolean hasImage;

  private InspectOperation(DeltaReader delta, Limits limits) {
    this.delta = delta;
    this.limits = limits;
  }

  static DeltaInfo run(DeltaSource source, int contentCount, Limits limits) throws IOException {
    try (DeltaReader delta = DeltaReader.open(source.open())) {
      return new InspectOperation(delta, limits).run(contentCount);
    }
  }

  private DeltaInfo run(int contentCount) throws IOException {
    position = delta.position();
    byte[] headerBytes = payload(SectionType.HEADER);
    Header header = Header.parse(headerBytes, limits);
    count(SectionType.HEADER, headerBytes.length);
    Plan plan = new Plan(List.of(), new int[0], RunSet.of(new BitSet()));
    if (!readTree()) {
      plan = readImage();
      readTree();
    }
    ContentTally tally = new ContentTally();
    if (header.contentCount() > 0) {
      try (ContentStreamReader streams = ContentStreamReader.open(delta, limits)) {
        tally.read(streams, header);
        streamLengths = streams.lengths();
        count(SectionType.CONTENTS, decodedLength(streams));
        sectionOf(SectionType.CONTENTS)[0] = streams.segmentCount();
      }
    }
    readRest(header.contentCount(), tally.memberCount());
    return info(header, plan, tally, contentCount);
  }

  private Plan readImage() throws IOException {
    count(SectionType.IMAGE, Documents.decodedLength(payload(SectionType.IMAGE)));
    byte[] planBytes = payload(SectionType.PLAN);
    Plan plan = Plan.parse(planBytes, limits);
    count(SectionType.PLAN, planBytes.length);
    if (plan.count(LayerPlan.Source.REBUILT) > 0) {
      count(SectionType.ENTRIES, EntryReader.decodedLength(payload(SectionType.ENTRIES)));
    }
    hasImage = true;
    return plan;
  }

  private boolean readTree() throws IOException {
    Section section = delta.take(SectionType.TREE);
    if (section == null) {
      return false;
    }
    byte[] payload = section.readAll(limits);
    tree = TreePart.parse(payload, limits);
    count(SectionType.TREE, TreePart.decodedLength(payload));
    return true;
  }

  private byte[] payload(SectionType type) throws IOException {
    return delta.require(type).readAll(limits);
  }

  private long[] sectionOf(SectionType type) {
    return sections.computeIfAbsent(type, key -> new long[3]);
  }

  /** Takes what was read since the last call for one section. */
  private void count(SectionType type, long decodedLength) {
    long[] numbers = sectionOf(type);
    numbers[0]++;
    numbers[1] += delta.position() - position;
    numbers[2] += decodedLength;
    position = delta.position();
  }

  private static long decodedLength(ContentStreamReader streams) {
    long total = 0;
    for (ContentStream stream : ContentStream.values()) {
      total += streams.decodedLength(stream);
    }
    return total;
  }

  private void readRest(long contentCount, long memberCount) throws IOException {
    for (Section section = delta.next(); section != null; section = delta.next()) {
      if (section.type() == SectionType.NAMES) {
        names = Names.parse(section.readAll(limits), contentCount);
      } else if (section.type() == SectionType.PAIRS) {
        pairs = Pairs.parse(section.readAll(limits), contentCount + memberCount);
      } else {
        section.finish();
      }
      count(section.type(), section.length());
    }
    count(SectionType.END, delta.position() - position);
  }

  private DeltaInfo info(Header header, Plan plan, ContentTally tally, int contentCount) {
    List<DeltaInfo.Section> sectionList = new ArrayList<>();
    sections.forEach(
        (type, numbers) ->
            sectionList.add(
                new DeltaInfo.Section(type.label(), (int) numbers[0], numbers[1], numbers[2])));
    List<DeltaInfo.Operation> operations = new ArrayList<>();
    for (Op op : Op.values()) {
      operations.add(new DeltaInfo.Operation(op.label(), tally.opCount(op), tally.opLength(op)));
    }
    List<DeltaInfo.Content> contents = new ArrayList<>();
    for (int number : tally.dearest(contentCount)) {
      contents.add(content(tally, number));
    }
    return new DeltaInfo(
        DeltaReader.formatVersion(),
        header.baseId().toString(),
        header.targetId().toString(),
        header.platform(),
        header.names(),
        delta.position(),
        header.pullLength(),
        header.layersLength(),
        plan.count(LayerPlan.Source.BASE) + plan.count(LayerPlan.Source.REPEAT),
        plan.count(LayerPlan.Source.REBUILT),
        plan.count(LayerPlan.Source.STORED),
        header.entryCount(),
        sectionList,
        streamLengths.stream().map(DeltaInfo.Stream::of).toList(),
        operations,
        tally.patchedCount(),
        tally.mergedCount(),
        header.contentCount() - tally.patchedCount(),
        hasImage,
        tree != null,
        tree == null ? 0 : tree.items().size(),
        tally.unpackedCount(),
        tally.memberCount(),
        header.packedLength(),
        tally.opaqueCounts().entrySet().stream()
            .map(why -> new DeltaInfo.Opaque(why.getKey().label(), why.getValue()))
            .toList(),
        contents,
        tally.dearestOpaque(contentCount).stream().map(number -> content(tally, number)).toList());
  }

  private DeltaInfo.Content content(ContentTally tally, int number) {
    Pairs.Item item = pairs.items().get(number);
    byte[] path = item == null ? names.paths().get(number) : item.path();
    String reason = item == null ? "" : item.reason().label();
    byte[] basePath = item == null ? new byte[0] : item.basePath();
    OpaqueReason opaque = tally.opaque(number);
    return new DeltaInfo.Content(
        path == null ? "content " + number : new String(path, StandardCharsets.UTF_8),
        tally.length(number),
        tally.cost(number),
        tally.baseCount(number),
        tally.isRelocated(number),
        tally.isUnpacked(number),
        opaque == null ? "" : opaque.label(),
        tally.baseCount(number) == 0 ? PairReason.NONE.label() : reason,
        new String(basePath, StandardCharsets.UTF_8));
  }
}
