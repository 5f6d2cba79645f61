package dev.silt.delta;

import static dev.silt.delta.CraftedDeltaTest.LIMITS;
import static dev.silt.delta.DeltaParts.concat;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.silt.hash.Digest;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Lies in HEADER, IMAGE and PLAN. Stateless. */
final class PlanLies {

  private static final LayerPlan REBUILT = LayerPlan.rebuilt(CraftedDeltaTest.ENTRY_COUNT, "");

  private PlanLies() {}

  static List<Lie> all() {
    Lie.Book book = new Lie.Book();
    header(book);
    headerBytes(book);
    image(book);
    layers(book);
    files(book);
    return book.lies();
  }

  /** A header's fields, to be changed. */
  private static final class Totals {
    Digest baseId;
    Digest targetId;
    List<String> names;
    long pull;
    long layers;
    long contents;
    long spool;
    long packed;
    long entries;
    long count;

    Totals(Header header) {
      baseId = header.baseId();
      targetId = header.targetId();
      names = header.names();
      pull = header.pullLength();
      layers = header.layersLength();
      contents = header.contentsLength();
      spool = header.spoolLength();
      packed = header.packedLength();
      entries = header.entryCount();
      count = header.contentCount();
    }

    byte[] toBytes() {
      return new Header(
              baseId, targetId, "linux/x", names, pull, layers, contents, spool, entries, count,
              packed)
          .toBytes();
    }
  }

  private static Lie.Telling totals(Consumer<Totals> edit) {
    return good -> {
      Totals totals = new Totals(Header.parse(good.payload(SectionType.HEADER), LIMITS));
      edit.accept(totals);
      return good.with(SectionType.HEADER, totals.toBytes()).toBytes();
    };
  }

  private static void header(Lie.Book book) {
    Digest other = Digest.sha256(new byte[1]);
    book.wrongBase("another base", totals(t -> t.baseId = other));
    book.corrupt("another target", "config is wrong", totals(t -> t.targetId = other));
    book.corrupt("layersLength less", "layers are longer", totals(t -> t.layers--));
    book.corrupt("layersLength 0", "layers are longer", totals(t -> t.layers = 0));
    book.harmless("layersLength more", totals(t -> t.layers++));
    book.harmless("pullLength huge", totals(t -> t.pull = Long.MAX_VALUE));
    book.harmless("spoolLength other", totals(t -> t.spool += 77));
    book.corrupt("packedLength more", "less is packed", totals(t -> t.packed++));
    book.harmless("a name twice", totals(t -> t.names = List.of("a/b:1", "a/b:1")));
    book.corrupt("contentsLength less", "contents are longer", totals(t -> t.contents--));
    book.corrupt("contentsLength more", "contents are shorter", totals(t -> t.contents++));
    book.corrupt("contentsLength 0", "contents are longer", totals(t -> t.contents = 0));
    book.corrupt("contentCount more", "", totals(t -> t.count++));
    book.corrupt("contentCount less", "", totals(t -> t.count--));
    book.corrupt("contentCount 0", "", totals(t -> t.count = 0));
    book.corrupt("entryCount more", "totals", totals(t -> t.entries++));
    book.corrupt("entryCount less", "totals", totals(t -> t.entries--));
    long much = LIMITS.imageLength() + 1;
    book.limit("layersLength over", "imageLength", totals(t -> t.layers = much));
    book.limit("contentsLength over", "imageLength", totals(t -> t.contents = much));
    book.limit("spoolLength over", "imageLength", totals(t -> t.spool = Long.MAX_VALUE));
    book.limit("packedLength over", "imageLength", totals(t -> t.packed = much));
    long many = LIMITS.entryCount() + 1L;
    book.limit("entryCount over", "entryCount", totals(t -> t.entries = many));
    book.limit("contentCount over", "entryCount", totals(t -> t.count = Long.MAX_VALUE));
    List<String> names = Collections.nCopies((1 << 16) + 1, "");
    book.corrupt("names over", "number of names", totals(t -> t.names = names));
  }

  private static void headerBytes(Lie.Book book) {
    payload(book, SectionType.HEADER, "a byte more", "not said", p -> concat(p, new byte[1]));
    payload(
        book, SectionType.HEADER, "two bytes more", "left over", p -> concat(p, Numbers.of(1, 0)));
    payload(book, SectionType.HEADER, "empty", "early", p -> new byte[0]);
    payload(book, SectionType.HEADER, "63 bytes", "early", p -> Arrays.copyOf(p, 63));
    payload(
        book,
        SectionType.HEADER,
        "platform not UTF-8",
        "UTF-8",
        p -> {
          byte[] bytes = p.clone();
          bytes[65] = (byte) 0xff;
          return bytes;
        });
    payload(
        book,
        SectionType.HEADER,
        "platform beyond the payload",
        "longer than the payload",
        p -> concat(Arrays.copyOf(p, 64), Numbers.of(Long.MAX_VALUE)));
    payload(
        book,
        SectionType.HEADER,
        "number of 64 bits",
        "too large",
        p -> concat(Arrays.copyOf(p, 64), Numbers.of(-1)));
    payload(
        book,
        SectionType.HEADER,
        "number of 70 bits",
        "64 bits",
        p -> concat(Arrays.copyOf(p, 64), new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 2}));
  }

  private static void payload(
      Lie.Book book, SectionType type, String name, String message, UnaryOperator<byte[]> edit) {
    book.corrupt(
        type + " " + name,
        message,
        good -> good.with(type, edit.apply(good.payload(type))).toBytes());
  }

  private static void image(Lie.Book book) {
    payload(book, SectionType.IMAGE, "a byte more", "left over", p -> concat(p, new byte[1]));
    book.corrupt("IMAGE longer than it says", "IMAGE", good -> image(good, -1, 0));
    book.corrupt("IMAGE shorter than it says", "IMAGE", good -> image(good, 1, 0));
    book.corrupt("IMAGE cut off", "IMAGE", good -> image(good, 0, -3));
    book.corrupt("IMAGE with bytes behind", "IMAGE", good -> image(good, 0, 5));
    book.corrupt(
        "IMAGE of nothing",
        "IMAGE",
        good -> good.with(SectionType.IMAGE, Numbers.of(0, 0)).toBytes());
    book.limit(
        "IMAGE over",
        "documentLength",
        good ->
            good.with(SectionType.IMAGE, Numbers.of(2L * LIMITS.documentLength() + 1, 0))
                .toBytes());
    book.corrupt(
        "IMAGE with another config",
        "config is wrong",
        good -> documents(good, Numbers.of(2, '{', '}', 0)));
    book.corrupt(
        "IMAGE with documents that overlap", "IMAGE", good -> documents(good, Numbers.of(200, 3)));
    book.corrupt(
        "IMAGE with a third document",
        "left over",
        good -> documents(good, Numbers.of(1, '{', 1, '}', 0)));
  }

  private static byte[] image(DeltaParts good, int more, int moreCoded) throws IOException {
    PayloadReader in = new PayloadReader(good.payload(SectionType.IMAGE), SectionType.IMAGE);
    long length = in.number();
    byte[] coded = in.bytes();
    PayloadWriter out = new PayloadWriter().number(length + more);
    out.bytes(Arrays.copyOf(coded, coded.length + moreCoded));
    return good.with(SectionType.IMAGE, out.toBytes()).toBytes();
  }

  private static byte[] documents(DeltaParts good, byte[] documents) {
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      PayloadWriter out = new PayloadWriter().number(documents.length);
      out.bytes(zstd.compress(documents));
      return good.with(SectionType.IMAGE, out.toBytes()).toBytes();
    }
  }

  private static Lie.Telling layers(LayerPlan... layers) {
    return good -> {
      Plan plan = Plan.parse(good.payload(SectionType.PLAN), LIMITS);
      Plan lying = new Plan(List.of(layers), plan.fileCounts(), plan.usedFiles());
      return good.with(SectionType.PLAN, lying.toBytes()).toBytes();
    };
  }

  private static void layers(Lie.Book book) {
    LayerPlan shared = LayerPlan.base(0);
    LayerPlan repeat = LayerPlan.repeat(1);
    String where = "not where the plan says";
    book.harmless("the plan", layers(shared, REBUILT, repeat));
    book.corrupt("another base layer", where, layers(LayerPlan.base(1), REBUILT, repeat));
    book.corrupt("no such base layer", where, layers(LayerPlan.base(2), REBUILT, repeat));
    book.corrupt("base layer 10000", where, layers(LayerPlan.base(10_000), REBUILT, repeat));
    book.corrupt("base layer 10001", "index", layers(LayerPlan.base(10_001), REBUILT, repeat));
    book.corrupt("repeats another", where, layers(shared, REBUILT, LayerPlan.repeat(0)));
    book.corrupt("repeats itself", "repeats", layers(shared, REBUILT, LayerPlan.repeat(2)));
    book.corrupt("repeats a later", "repeats", layers(shared, LayerPlan.repeat(2), REBUILT));
    book.corrupt("the first repeats", "repeats", layers(LayerPlan.repeat(0), REBUILT, repeat));
    book.corrupt("a layer less", "layers", layers(shared, REBUILT));
    book.corrupt("a layer more", "layers", layers(shared, REBUILT, repeat, repeat));
    book.corrupt(
        "repeats a repeat", "repeats", layers(shared, REBUILT, repeat, LayerPlan.repeat(2)));
    book.corrupt("a layer rebuilt twice", "totals", layers(shared, REBUILT, REBUILT));
    book.corrupt(
        "an entry less here, more there",
        "",
        layers(shared, LayerPlan.rebuilt(5, ""), LayerPlan.rebuilt(1, "")));
    book.corrupt("a layer of nothing", "", layers(shared, REBUILT, LayerPlan.rebuilt(0, "")));
    book.corrupt("a blob that is not there", "BLOB", layers(shared, REBUILT, LayerPlan.stored("")));
    book.corrupt(
        "nothing rebuilt but counts",
        "totals",
        layers(shared, LayerPlan.stored(""), LayerPlan.repeat(1)));
    book.corrupt(
        "10001 layers",
        "number of layers",
        layers(Collections.nCopies(10_001, shared).toArray(new LayerPlan[0])));
    book.limit(
        "entries over",
        "entryCount",
        layers(shared, LayerPlan.rebuilt(LIMITS.entryCount() + 1, ""), repeat));
    payload(book, SectionType.PLAN, "a byte more", "left over", p -> concat(p, new byte[1]));
    payload(book, SectionType.PLAN, "a new source", "layer source", p -> Numbers.of(3, 4));
  }

  private static Lie.Telling files(int[] counts, int... used) {
    return good -> {
      Plan plan = Plan.parse(good.payload(SectionType.PLAN), LIMITS);
      BitSet files = new BitSet();
      for (int file : used) {
        files.set(file);
      }
      Plan lying = new Plan(plan.layers(), counts, RunSet.of(files));
      return good.with(SectionType.PLAN, lying.toBytes()).toBytes();
    };
  }

  private static Lie.Telling runs(long runCount, long... runs) {
    return good -> {
      Plan plan = Plan.parse(good.payload(SectionType.PLAN), LIMITS);
      byte[] head = new Plan(plan.layers(), plan.fileCounts(), RunSet.of(new BitSet())).toBytes();
      byte[] set = new PayloadWriter().number(runCount).bytes(Numbers.of(runs)).toBytes();
      byte[] payload = concat(Arrays.copyOf(head, head.length - 2), set);
      return good.with(SectionType.PLAN, payload).toBytes();
    };
  }

  private static void files(Lie.Book book) {
    int[] counts = {2, 2};
    String announce = "does not announce";
    book.harmless("the files", files(counts, 2, 3));
    book.harmless("all files", files(counts, 0, 1, 2, 3));
    book.corrupt("no file announced", announce, files(counts));
    book.corrupt("file of an op not announced", announce, files(counts, 3));
    book.corrupt("file of an entry not announced", announce, files(counts, 2));
    book.corrupt("counts of others", "files of base layers", files(new int[] {1, 3}, 2, 3));
    book.corrupt("a file less", "files of base layers", files(new int[] {2, 1}, 2));
    book.corrupt("a file more", "files of base layers", files(new int[] {2, 3}, 2, 3));
    book.corrupt("a base layer less", "base layers", files(new int[] {4}, 2, 3));
    book.corrupt("a base layer more", "base layers", files(new int[] {2, 2, 0}, 2, 3));
    book.corrupt("no base layers", "base layers", files(new int[0]));
    book.corrupt("10001 base layers", "base layers", files(new int[10_001]));
    book.limit("files over", "entryCount", files(new int[] {1000, 1}));
    book.corrupt("file beyond the count", "runs", files(counts, 2, 3, 4));
    book.harmless("runs", runs(1, 2, 2));
    book.corrupt("empty run", "runs", runs(2, 2, 2, 0, 0));
    book.corrupt("runs that touch", "runs", runs(2, 2, 1, 0, 1));
    book.corrupt("runs over", "run", runs(5, 2, 2));
    book.corrupt("runs left over", "left over", runs(1, 2, 2, 1));
    book.corrupt("runs missing", "early", runs(2, 2, 1));
    book.corrupt("run of 2^62", "run", runs(1, 2, 1L << 62));
  }
}
