package dev.silt.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.ApplyOptions;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.Silt;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.io.Leb128;
import dev.silt.property.SamplePair;
import dev.silt.testing.ClassArchiveBytes;
import dev.silt.testing.ImagePair;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.ReadImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deltas whose checksums are right and which lie about class archives. */
@Timeout(120)
class CraftedClassesTest {

  private static final int TABLE = 0;

  @TempDir private static @Nullable Path directory;
  private static @Nullable SamplePair sample;
  private static @Nullable DeltaParts good;
  private static List<Long> table = List.of();

  @BeforeAll
  static void makeDelta() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    ClassArchiveBytes old = ClassArchiveBytes.random(random, 400);
    ImagePair pair =
        new ImagePair(
            ImageSpec.of(LayerSpec.of(Item.file("a.jsa", old.render()))),
            ImageSpec.of(LayerSpec.of(Item.file("a.jsa", old.changed(random).render()))),
            "class archives",
            false);
    sample = SamplePair.of(pair, Objects.requireNonNull(directory), DiffOptions.fast());
    good = DeltaParts.parse(sample().deltaBytes());
    CodedPart coded = parts().get(TABLE);
    assertThat((long) coded.coded().length).as("plain").isEqualTo(coded.length());
    ByteArrayInputStream in = new ByteArrayInputStream(coded.coded());
    List<Long> numbers = new ArrayList<>();
    while (in.available() > 0) {
      numbers.add(Leb128.read(in));
    }
    table = numbers;
  }

  private static SamplePair sample() {
    return Objects.requireNonNull(sample);
  }

  private static List<CodedPart> parts() throws IOException {
    return CodedPart.parse(Objects.requireNonNull(good).payload(SectionType.CONTENTS), 5);
  }

  /** {@return the refusal; null if the delta applied to the right image} */
  private static @Nullable SiltException refusal(List<Long> numbers) throws IOException {
    List<CodedPart> parts = parts();
    long[] values = numbers.stream().mapToLong(Long::longValue).toArray();
    parts.set(TABLE, CodedPart.plain(Numbers.of(values)));
    byte[] delta =
        Objects.requireNonNull(good).with(SectionType.CONTENTS, CodedPart.toBytes(parts)).toBytes();
    Path out = Objects.requireNonNull(directory).resolve("out");
    try {
      Silt.apply(
          sample().baseSource(),
          DeltaSource.of(new ByteArrayInputStream(delta)),
          out,
          ApplyOptions.defaults());
      assertThat(ReadImage.of(out).config()).isEqualTo(sample().target().config());
      Files.delete(out);
      return null;
    } catch (SiltException e) {
      assertThat(out).doesNotExist();
      return e;
    }
  }

  @Test
  void theSampleHasAllParts() throws IOException {
    assertThat(table.get(0)).isEqualTo(ContentOps.UNPACKING_CLASSES);
    assertThat(table).containsAnyOf((long) ContentOps.PACKED, (long) ContentOps.PACKED_RELOCATED);
    assertThat(refusal(table)).isNull();
    Silt.inspect(DeltaSource.of(sample().delta()), 10, Limits.defaults());
  }

  /** Each number becomes others; none may do more than make the delta wrong. */
  @Test
  void everyNumberMayBeAnything() throws IOException {
    int refused = 0;
    for (int i = 0; i < table.size(); i++) {
      long n = table.get(i);
      for (long lie :
          new long[] {0, 1, 9, 12, n - 1, n + 1, n + 4, 1 << 18, 1 << 28, 1L << 31, 1L << 62, -1}) {
        List<Long> numbers = new ArrayList<>(table);
        numbers.set(i, lie);
        refused += refusal(numbers) == null ? 0 : 1;
      }
    }
    assertThat(refused).isGreaterThan(table.size() * 6);
  }

  @Test
  void numbersMissingOrTooMany() throws IOException {
    for (int i = 0; i < table.size(); i++) {
      List<Long> fewer = new ArrayList<>(table);
      fewer.remove(i);
      assertThat(refusal(fewer)).as("without number %d", i).isNotNull();
      List<Long> more = new ArrayList<>(table);
      more.add(i, 8L);
      assertThat(refusal(more)).as("8 before number %d", i).isNotNull();
    }
  }

  /** Without a layout a file is no class archive, whatever it begins with. */
  @Test
  void archivesNeedTheirLayouts() throws IOException {
    List<Long> without = new ArrayList<>(table);
    without.set(0, (long) ContentOps.UNPACKING);
    int layout = 6; // behind the number of archives, the only one, members, two lengths
    int transform = without.indexOf((long) ContentOps.PACKED_RELOCATED);
    transform = transform < 0 ? without.lastIndexOf((long) ContentOps.PACKED) : transform;
    without.subList(layout, transform).clear();
    assertThat(refusal(without)).hasMessageContaining("no archive");
  }

  /** Parts of no bytes, sixteen of each kind in each of many layouts: they take memory too. */
  @Test
  void layoutsAreBoundedTogether() throws IOException {
    int count = 5000;
    List<Long> numbers = new ArrayList<>();
    numbers.add((long) ContentOps.UNPACKING_CLASSES);
    numbers.add((long) count);
    for (int i = 0; i < count; i++) {
      numbers.add(0L);
    }
    numbers.addAll(List.of(0L, 0L, 0L, (long) count));
    for (int i = 0; i < count; i++) {
      numbers.addAll(List.of(0L, 0L, 300L, 16L));
      for (int part = 0; part < 16; part++) {
        numbers.addAll(List.of(300L, 0L, 0L));
      }
      numbers.add(16L);
      for (int part = 0; part < 16; part++) {
        numbers.addAll(List.of(16L * part, 1L, 0L, 0L, 0L));
      }
    }
    assertThat(refusal(numbers)).hasMessageContaining("take too much memory");
  }
}
