package dev.silt.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.ApplyOptions;
import dev.silt.DeltaInfo;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.Silt;
import dev.silt.error.CorruptDataException;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.property.SamplePair;
import dev.silt.testing.ImagePair;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.RandomData;
import dev.silt.testing.ReadImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deltas whose checksums are right and which lie: each is refused as docs/format.md says. */
@Timeout(120)
class CraftedDeltaTest {

  static final Limits LIMITS = new Limits(1 << 20, 1 << 16, 1000, 4 << 20, 16 << 20, 23);

  /** Entries of the sample's rebuilt layer. */
  static final int ENTRY_COUNT = 6;

  @TempDir private static @Nullable Path directory;
  private static @Nullable SamplePair sample;
  private static @Nullable DeltaParts good;

  @BeforeAll
  static void makeDelta() throws IOException {
    SamplePair made = SamplePair.of(pair(), Objects.requireNonNull(directory), DiffOptions.fast());
    sample = made;
    good = DeltaParts.parse(made.deltaBytes());
  }

  private static SamplePair sample() {
    return Objects.requireNonNull(sample);
  }

  private static DeltaParts good() {
    return Objects.requireNonNull(good);
  }

  /** Base files 0 to 3; layers BASE, REBUILT, REPEAT; every kind of content. */
  private static ImagePair pair() {
    SplittableRandom random = new SplittableRandom(11);
    byte[] code = RandomData.code(random, 900);
    byte[] moved = code.clone();
    for (int i = 100; i < 800; i += 90) {
      moved[i] += (byte) 4;
    }
    byte[] same = RandomData.text(random, 200);
    byte[] fresh = RandomData.text(random, 50);
    LayerSpec shared =
        LayerSpec.of(
            Item.file("etc/shared", RandomData.text(random, 300)),
            Item.file("etc/unused", RandomData.text(random, 40)));
    LayerSpec old =
        LayerSpec.of(
            Item.directory("bin/"),
            Item.file("bin/tool", code),
            Item.file("lib/same", same),
            Item.symlink("bin/sh", "tool"));
    long now = 1_710_000_000L;
    LayerSpec changed =
        LayerSpec.of(
            Item.directory("bin/").withMode(0700).withTime(now, ""),
            Item.file("bin/tool", moved).withTime(now, "5"),
            Item.file("lib/same", same).withTime(now, ""),
            Item.symlink("bin/sh", "tool").withTime(now, ""),
            Item.file("bin/new", fresh).withTime(now, ""),
            Item.file("bin/new2", fresh).withTime(now, ""));
    return new ImagePair(
        ImageSpec.of(shared, old), ImageSpec.of(shared, changed, changed), "crafted", false);
  }

  @Test
  void theSampleIsWhatTheLiesTakeItFor() throws IOException {
    assertThat(good().toBytes()).isEqualTo(sample().deltaBytes());
    Plan plan = Plan.parse(good().payload(SectionType.PLAN), LIMITS);
    assertThat(plan.layers())
        .containsExactly(
            LayerPlan.base(0), LayerPlan.rebuilt(ENTRY_COUNT, ""), LayerPlan.repeat(1));
    assertThat(plan.fileCounts()).containsExactly(2, 2);
    List<CodedPart> columns = CodedPart.parse(good().payload(SectionType.ENTRIES), 10);
    assertThat(columns.get(CodedPart.at(Column.CONTENT)).coded()).containsExactly(0, 2, 0, 1);
    List<CodedPart> chunks = CodedPart.parse(good().payload(SectionType.CONTENTS), 5);
    assertThat(chunks.get(0).coded()).containsExactly(0, 1, 4, 0, 0, 50);
  }

  @Test
  void framing() throws IOException {
    check(FramingLies.all());
  }

  @Test
  void plan() throws IOException {
    check(PlanLies.all());
  }

  @Test
  void entries() throws IOException {
    check(EntriesLies.all());
  }

  @Test
  void contents() throws IOException {
    check(ContentsLies.all());
  }

  @Test
  void framesWithMore() throws IOException {
    List<Lie> lies = new ArrayList<>(ContentsLies.surplus());
    lies.addAll(EntriesLies.surplus());
    check(lies);
  }

  @Test
  void pathsThatGrowBeyondTheLimit() throws IOException {
    Lie.Book book = new Lie.Book();
    book.limit(
        "grown path", "headerLength", p -> OneEntry.growing(3, 60_000, 30_000, false).tell(p, 3));
    check(book.lies());
  }

  /** Each path takes 1 MiB and some bytes of the delta; none may stay in memory. */
  @Test
  void pathsThatShareEverything() throws IOException {
    int count = 2000;
    byte[] delta = OneEntry.growing(count, (1 << 20) - 1, 0, true).tell(good(), count, 1 << 30);
    assertThat(delta).hasSizeLessThan(100_000);
    assertThatThrownBy(() -> verify(delta)).isInstanceOf(SiltException.class);
  }

  @Test
  void namesAreForInspectOnly() throws IOException {
    byte[] twice = Numbers.of(2, 0, 1, 'a', 0, 1, 'b');
    byte[] leftOver = Numbers.of(1, 0, 1, 'a', 0);
    byte[] nothing = {};
    for (byte[] names : List.of(twice, leftOver, nothing)) {
      byte[] delta = good().plus(DeltaParts.Part.of(SectionType.NAMES, names)).toBytes();
      verify(delta);
      assertThatThrownBy(() -> Silt.inspect(source(delta), 10, LIMITS))
          .as("names %s", Arrays.toString(names))
          .isInstanceOf(CorruptDataException.class);
    }
  }

  @Test
  void namesOfContentsThatAreNotThere() throws IOException {
    byte[] names = Numbers.of(1, 2, 1, 'a');
    byte[] delta = good().plus(DeltaParts.Part.of(SectionType.NAMES, names)).toBytes();
    assertThatThrownBy(() -> Silt.inspect(source(delta), 10, LIMITS))
        .isInstanceOf(CorruptDataException.class);
  }

  @Test
  void pairsAreForInspectOnly() throws IOException {
    byte[] good = Numbers.of(2, 0, 1, 'a', 1, 0, 1, 'b', 4, 1, 'c');
    assertThat(Silt.inspect(source(withPairs(pairs(good))), 10, LIMITS).contents())
        .extracting(DeltaInfo.Content::path)
        .containsExactlyInAnyOrder("a", "b");
    byte[] coded = pairs(good);
    for (byte[] pairs :
        List.of(
            pairs(Numbers.of(1, 2, 1, 'a', 1)),
            pairs(Numbers.of(2, 1, 1, 'a', 1, 0, 1, 'b', 1)),
            pairs(Numbers.of(3, 0, 1, 'a', 1)),
            pairs(Numbers.of(1, 0, 1, 'a', 5)),
            pairs(Numbers.of(1, 0, 2, 'a', 1)),
            pairs(Numbers.of(1, 0, 1, 'a', 4)),
            pairs(Numbers.of(1, 0, 1, 'a', 1, 0)),
            pairs(new byte[0]),
            Arrays.copyOf(coded, coded.length - 1),
            DeltaParts.concat(coded, new byte[1]),
            Numbers.of(11, 3, 1, 2, 3),
            new byte[0])) {
      byte[] delta = withPairs(pairs);
      verify(delta);
      assertThatThrownBy(() -> Silt.inspect(source(delta), 10, LIMITS))
          .as("pairs %s", Arrays.toString(pairs))
          .isInstanceOf(CorruptDataException.class);
    }
  }

  private static byte[] withPairs(byte[] pairs) {
    return good().plus(DeltaParts.Part.of(SectionType.PAIRS, pairs)).toBytes();
  }

  private static byte[] pairs(byte[] decoded) {
    byte[] coded = CodedPart.zstd(decoded).coded();
    return DeltaParts.concat(Numbers.of(decoded.length, coded.length), coded);
  }

  private static DeltaSource source(byte[] delta) {
    return DeltaSource.of(new ByteArrayInputStream(delta));
  }

  private static void verify(byte[] delta) throws IOException {
    Silt.verify(sample().baseSource(), source(delta), ApplyOptions.defaults());
  }

  private static void check(List<Lie> lies) throws IOException {
    List<String> failures = new ArrayList<>();
    for (Lie lie : lies) {
      byte[] delta = lie.telling().tell(good());
      String outcome = outcome(lie, delta);
      if (!outcome.isEmpty()) {
        failures.add(lie + ": " + outcome);
      }
    }
    assertThat(failures).as("%d lies", lies.size()).isEmpty();
  }

  /** {@return what is wrong, or nothing} */
  private static String outcome(Lie lie, byte[] delta) throws IOException {
    Path parent = Files.createTempDirectory(Objects.requireNonNull(directory), "out");
    Path out = parent.resolve("image");
    String wrong = thrown(lie, delta, out);
    if (lie.expected() == null && wrong.isEmpty()) {
      if (!Arrays.equals(ReadImage.of(out).config(), sample().target().config())) {
        wrong = "another image";
      }
      Files.delete(out);
    }
    try (Stream<Path> left = Files.list(parent)) {
      List<Path> paths = left.toList();
      wrong += paths.isEmpty() ? "" : " left behind: " + paths;
    }
    try {
      Silt.inspect(source(delta), 10, LIMITS);
    } catch (SiltException e) {
      return wrong + (lie.expected() == null ? " inspect: " + e : "");
    } catch (IOException | RuntimeException | Error e) {
      return wrong + " inspect: " + e + " at " + e.getStackTrace()[0];
    }
    return wrong;
  }

  private static String thrown(Lie lie, byte[] delta, Path out) {
    try {
      Silt.apply(
          sample().baseSource(), source(delta), out, ApplyOptions.defaults().withLimits(LIMITS));
      return lie.expected() == null ? "" : "applied";
    } catch (SiltException e) {
      boolean right = e.getClass() == lie.expected() && e.toString().contains(lie.message());
      return right ? "" : e.toString();
    } catch (IOException | RuntimeException | Error e) {
      return e + " at " + Arrays.stream(e.getStackTrace()).limit(5).toList();
    }
  }
}
