package dev.silt.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.ApplyOptions;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.Silt;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.io.Leb128;
import dev.silt.property.SamplePair;
import dev.silt.testing.ImagePair;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.RandomData;
import dev.silt.testing.ReadImage;
import dev.silt.testing.ZipBytes;
import dev.silt.testing.ZipItem;
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

/** Deltas whose checksums are right and which lie about archives. */
@Timeout(120)
class CraftedArchiveTest {

  private static final Limits LIMITS = new Limits(1 << 20, 1 << 16, 1000, 4 << 20, 16 << 20, 23);
  private static final int TABLE = 0;

  @TempDir private static @Nullable Path directory;
  private static @Nullable SamplePair sample;
  private static @Nullable DeltaParts good;
  private static List<Long> table = List.of();

  @BeforeAll
  static void makeDelta() throws IOException {
    sample = SamplePair.of(pair(), Objects.requireNonNull(directory), DiffOptions.fast());
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

  /**
   * A zip with a stream as it is, a new member, a base member packed otherwise, and a zip in it.
   */
  private static ImagePair pair() {
    SplittableRandom random = new SplittableRandom(11);
    byte[] first = RandomData.text(random, 700);
    byte[] second = RandomData.text(random, 900);
    byte[] changed = second.clone();
    changed[300]++;
    byte[] third = RandomData.text(random, 3000);
    ZipItem same = ZipItem.deflated("same", first, 6);
    ZipItem inner = ZipItem.deflated("inner", second, 6);
    ZipItem innerChanged = ZipItem.deflated("inner", changed, 6);
    LayerSpec old =
        LayerSpec.of(
            Item.file("file", third),
            Item.file(
                "a.jar",
                ZipBytes.of(same, inner, ZipItem.stored("b.jar", ZipBytes.of(inner).render()))
                    .render()));
    LayerSpec now =
        LayerSpec.of(
            Item.file(
                "a.jar",
                ZipBytes.of(
                        same,
                        innerChanged,
                        ZipItem.deflated("third", third, 9),
                        ZipItem.stored("b.jar", ZipBytes.of(innerChanged).render()))
                    .render()));
    return new ImagePair(ImageSpec.of(old), ImageSpec.of(now), "archives", false);
  }

  private static byte[] withTable(List<Long> numbers) throws IOException {
    List<CodedPart> parts = parts();
    long[] values = numbers.stream().mapToLong(Long::longValue).toArray();
    parts.set(TABLE, CodedPart.plain(Numbers.of(values)));
    return Objects.requireNonNull(good)
        .with(SectionType.CONTENTS, CodedPart.toBytes(parts))
        .toBytes();
  }

  private static DeltaSource source(byte[] delta) {
    return DeltaSource.of(new ByteArrayInputStream(delta));
  }

  /** {@return the refusal; null if the delta applied to the right image} */
  private static @Nullable SiltException refusal(byte[] delta) throws IOException {
    Path parent = Files.createTempDirectory(Objects.requireNonNull(directory), "out");
    Path out = parent.resolve("image");
    SiltException refusal = null;
    try {
      ApplyOptions options = ApplyOptions.defaults().withLimits(LIMITS);
      Silt.apply(sample().baseSource(), source(delta), out, options);
      assertThat(ReadImage.of(out).config()).isEqualTo(sample().target().config());
      Files.delete(out);
    } catch (SiltException e) {
      refusal = e;
    }
    try (Stream<Path> left = Files.list(parent)) {
      assertThat(left).isEmpty();
    }
    try {
      Silt.inspect(source(delta), 10, LIMITS);
    } catch (SiltException e) {
      assertThat(refusal).as("inspect: %s", e).isNotNull();
    }
    return refusal;
  }

  @Test
  void theSampleHasAllParts() throws IOException {
    assertThat(table.get(0)).isEqualTo(ContentOps.UNPACKING);
    assertThat(table.get(1)).as("archives: one, and one in it").isEqualTo(2);
    assertThat(table.stream().filter(n -> n == ContentOps.PACKED)).hasSizeGreaterThanOrEqualTo(2);
    assertThat(refusal(withTable(table))).isNull();
  }

  /** Each number becomes others; none may do more than make the delta wrong. */
  @Test
  void everyNumberMayBeAnything() throws IOException {
    int refused = 0;
    for (int i = 0; i < table.size(); i++) {
      long n = table.get(i);
      for (long lie :
          new long[] {
            0,
            1,
            2,
            3,
            4,
            8,
            9,
            10,
            16,
            n - 1,
            n + 1,
            n + 2,
            n + 4,
            n * 4,
            1000,
            1 << 20,
            1L << 31,
            1L << 33,
            1L << 62,
            Long.MAX_VALUE,
            -1
          }) {
        List<Long> numbers = new ArrayList<>(table);
        numbers.set(i, lie);
        refused += refusal(withTable(numbers)) == null ? 0 : 1;
      }
    }
    assertThat(refused).isGreaterThan(table.size() * 10);
  }

  @Test
  void numbersMissingOrTooMany() throws IOException {
    for (int i = 0; i < table.size(); i++) {
      List<Long> fewer = new ArrayList<>(table);
      fewer.remove(i);
      assertThat(refusal(withTable(fewer))).as("without number %d", i).isNotNull();
      for (long more : new long[] {0, 8, 9, 10}) {
        List<Long> numbers = new ArrayList<>(table);
        numbers.add(i, more);
        assertThat(refusal(withTable(numbers))).as("%d before number %d", more, i).isNotNull();
      }
    }
  }

  private static void refused(String message, int index, long... numbers) throws IOException {
    List<Long> lie = new ArrayList<>(table);
    for (int i = 0; i < numbers.length; i++) {
      lie.set(index + i, numbers[i]);
    }
    assertThat(refusal(withTable(lie))).hasMessageContaining(message);
  }

  private static void packed(String message, long more) throws IOException {
    Header header = Header.parse(Objects.requireNonNull(good).payload(SectionType.HEADER), LIMITS);
    Header lie =
        new Header(
            header.baseId(),
            header.targetId(),
            header.platform(),
            header.names(),
            header.pullLength(),
            header.layersLength(),
            header.contentsLength(),
            header.spoolLength(),
            header.entryCount(),
            header.contentCount(),
            header.packedLength() + more);
    byte[] delta = Objects.requireNonNull(good).with(SectionType.HEADER, lie.toBytes()).toBytes();
    assertThat(refusal(delta)).hasMessageContaining(message);
  }

  @Test
  void howMuchIsPacked() throws IOException {
    packed("more is packed", -1);
    packed("less is packed", 1);
    packed("archives to be packed", (16 << 20) + 1);
  }

  /** Archives that are not seen through say why, once, in one way. */
  @Test
  void reasonsOfArchivesThatAreNotSeenThrough() throws IOException {
    int first = 9;
    assertThat(table.get(7)).as("the first content is another").isEqualTo(ContentOps.JUMP);
    assertThat(table.get(first)).as("its transform").isEqualTo(0);
    for (long reason = 1; reason <= 6; reason++) {
      List<Long> numbers = new ArrayList<>(table);
      numbers.addAll(first, List.of((long) ContentOps.OPAQUE, reason));
      assertThat(refusal(withTable(numbers))).isNull();
    }
    for (long reason : new long[] {0, 7, 1L << 40, -1}) {
      List<Long> numbers = new ArrayList<>(table);
      numbers.addAll(first, List.of((long) ContentOps.OPAQUE, reason));
      assertThat(refusal(withTable(numbers))).isInstanceOf(UnsupportedFormatException.class);
    }
    List<Long> twice = new ArrayList<>(table);
    twice.addAll(first, List.of((long) ContentOps.OPAQUE, 1L, (long) ContentOps.OPAQUE, 1L));
    assertThat(refusal(withTable(twice))).isInstanceOf(UnsupportedFormatException.class);
    List<Long> packed = new ArrayList<>(table);
    packed.addAll(table.indexOf((long) ContentOps.PACKED), List.of((long) ContentOps.OPAQUE, 1L));
    assertThat(refusal(withTable(packed))).hasMessageContaining("seen through, and is not");
  }

  /** 8, 2 archives, their numbers, members, and two lengths. */
  @Test
  void whatIsSaidBeforeTheContents() throws IOException {
    long same = Leb128.zigzag(-1);
    long members = table.get(4);
    refused("number of base archives", 1, 65_537);
    refused("number of base archives", 1, -1);
    refused("is no archive", 2, Leb128.zigzag(0));
    refused("out of range", 2, Leb128.zigzag(9));
    refused("twice", 3, same);
    refused("out of range", 3, Leb128.zigzag(1000));
    refused("members of new archives", 4, 1001);
    refused("number of members", 4, -1);
    refused("shorter than it says", 5, table.get(5) + 1);
    refused("longer than the header says", 5, table.get(5) - 1);
    refused("unpacked archives", 5, (16 << 20) + 1);
    refused("unpacked archives", 5, -1);
    refused("base archives are longer", 6, table.get(6) - 1);
    refused("inflated base archives", 6, (16 << 20) + 1);
    assertThat(members).isGreaterThanOrEqualTo(1);
  }

  /** Skeletons in literals that lie in every byte. */
  @Test
  void everyLiteralMayBeAnything() throws IOException {
    List<CodedPart> parts = parts();
    int last = parts.size() - 1;
    byte[] literals = parts.get(last).coded();
    for (int i = 0; i < literals.length; i++) {
      for (int value : new int[] {literals[i] ^ 1, literals[i] ^ 0x80, 0, 0xff}) {
        byte[] lie = literals.clone();
        lie[i] = (byte) value;
        List<CodedPart> edited = new ArrayList<>(parts);
        edited.set(last, new CodedPart(parts.get(last).length(), 0, lie));
        if (!Arrays.equals(lie, literals)) {
          refusal(
              Objects.requireNonNull(good)
                  .with(SectionType.CONTENTS, CodedPart.toBytes(edited))
                  .toBytes());
        }
      }
    }
  }
}
