package dev.silt.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.io.ByteSource;
import dev.silt.testing.RandomData;
import dev.silt.testing.RandomZips;
import dev.silt.testing.ZipBytes;
import dev.silt.testing.ZipItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Archives come back from skeleton and streams; what is odd is no archive, and never an error. */
@Timeout(120)
class ArchiveTest {

  private static final byte[] TEXT = RandomData.text(new SplittableRandom(1), 3000);

  private static @Nullable Archive parse(byte[] bytes) throws IOException {
    return Archive.parse(ByteSource.of(bytes));
  }

  private static Archive archive(ZipBytes zip) throws IOException {
    return Objects.requireNonNull(parse(zip.render()));
  }

  /** {@return the archive made again; its members' numbers are what it says itself} */
  static byte[] madeAgain(Archive archive) throws IOException {
    ByteArrayOutputStream skeleton = new ByteArrayOutputStream();
    MemberStreams streams = new OwnStreams(archive);
    archive.writeSkeleton(streams, skeleton);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packing.render(ByteSource.of(skeleton.toByteArray()), streams, out);
    return out.toByteArray();
  }

  /** An archive's own streams. */
  record OwnStreams(Archive archive) implements MemberStreams {

    @Override
    public int count() {
      return archive.memberCount();
    }

    @Override
    public ByteSource stream(int member) throws IOException {
      return archive.stream(member);
    }

    @Override
    public int crc(int member) {
      return archive.member(member).crc();
    }

    @Override
    public long plainLength(int member) {
      return archive.member(member).plainLength();
    }
  }

  @Test
  void randomZipsComeBack() throws IOException {
    int found = 0;
    for (int seed = 0; seed < 1500; seed++) {
      byte[] bytes = RandomZips.zip(new SplittableRandom(seed), 1).render();
      Archive archive = parse(bytes);
      if (archive != null) {
        found++;
        assertThat(madeAgain(archive)).as("seed %d", seed).isEqualTo(bytes);
      }
    }
    assertThat(found).isGreaterThan(1200);
  }

  @Test
  void damagedZipsComeBackOrAreNone() throws IOException {
    int found = 0;
    for (int seed = 0; seed < 3000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = RandomZips.zip(random, 0).render();
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        int at =
            random.nextBoolean()
                ? bytes.length - 1 - random.nextInt(60)
                : random.nextInt(bytes.length);
        bytes[Math.max(0, at)] = (byte) random.nextInt();
      }
      Archive archive = parse(bytes);
      if (archive != null) {
        found++;
        assertThat(madeAgain(archive)).as("seed %d", seed).isEqualTo(bytes);
      }
    }
    assertThat(found).isGreaterThan(100);
  }

  @Test
  void everyByteOfSmallZipMayBeAnything() throws IOException {
    byte[] good =
        ZipBytes.of(
                ZipItem.deflated("a", Arrays.copyOf(TEXT, 60), 6).withDescriptor(16),
                ZipItem.stored("b", new byte[3]))
            .render();
    for (int i = 0; i < good.length; i++) {
      for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff, good[i] + 1}) {
        byte[] bytes = good.clone();
        bytes[i] = (byte) value;
        Archive archive = parse(bytes);
        if (archive != null) {
          assertThat(madeAgain(archive)).as("byte %d is %d", i, value).isEqualTo(bytes);
        }
      }
    }
    for (int length = 0; length < good.length; length++) {
      assertThat(parse(Arrays.copyOf(good, length))).as("cut to %d", length).isNull();
    }
  }

  @Test
  void membersAreWhatTheZipHolds() throws IOException {
    Archive archive =
        archive(
            ZipBytes.of(
                ZipItem.deflated("directory/", new byte[0], 6),
                ZipItem.deflated("text", TEXT, 9).withDescriptor(24),
                ZipItem.stored("plain", TEXT),
                ZipItem.stored("odd", TEXT).withMethod(12)));
    assertThat(archive.memberCount()).isEqualTo(3);
    assertThat(Arrays.stream(archive.names()).map(String::new))
        .containsExactly("text", "plain", "odd");
    assertThat(archive.member(0).deflated()).isTrue();
    assertThat(archive.member(0).contentLength()).isEqualTo(3000);
    assertThat(archive.member(1).deflated()).isFalse();
    assertThat(archive.member(2).deflated()).isFalse();
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    assertThat(Inflation.inflate(archive.stream(0), 3000, plain)).isTrue();
    assertThat(plain.toByteArray()).isEqualTo(TEXT);
  }

  @Test
  void skeletonDoesNotKnowTheContents() throws IOException {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    byte[] other = Arrays.copyOf(TEXT, 2500);
    archive(ZipBytes.of(ZipItem.deflated("a", TEXT, 6), ZipItem.stored("b", other)))
        .writeSkeleton(null, first);
    archive(ZipBytes.of(ZipItem.deflated("a", other, 9), ZipItem.stored("b", TEXT)))
        .writeSkeleton(null, second);
    assertThat(first.toByteArray()).isEqualTo(second.toByteArray());
  }

  @Test
  void liesAboutLengthsAreFoundWhenInflating() throws IOException {
    byte[] stream = ZipItem.deflate(TEXT, 6);
    for (long length : new long[] {0, 1, 2999, 3001, 5_000_000_000L}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThat(Inflation.inflate(ByteSource.of(stream), length, out)).isFalse();
      assertThat((long) out.size()).isLessThanOrEqualTo(Math.min(3000, length));
    }
    byte[] cut = Arrays.copyOf(stream, stream.length - 1);
    byte[] more = Arrays.copyOf(stream, stream.length + 1);
    for (byte[] bytes : List.of(cut, more, new byte[0], new byte[9], TEXT)) {
      assertThat(
              Inflation.inflate(
                  ByteSource.of(bytes), 3000, ByteArrayOutputStream.nullOutputStream()))
          .isFalse();
    }
  }

  @Test
  void bombIsInflatedToItsLengthOnly() throws IOException {
    byte[] bomb = ZipItem.deflate(new byte[50 << 20], 9);
    assertThat(
            Inflation.inflate(
                ByteSource.of(bomb), 1 << 20, ByteArrayOutputStream.nullOutputStream()))
        .isFalse();
    // A length that deflate cannot reach makes no member.
    byte[] zip = ZipBytes.of(ZipItem.stored("a", new byte[500]).withMethod(8)).render();
    Archive archive = Objects.requireNonNull(parse(zip));
    assertThat(archive.memberCount()).isEqualTo(1);
    ZipItem lie =
        new ZipItem(
            "a",
            new byte[2 << 20],
            new byte[30],
            8,
            0,
            0,
            new byte[0],
            new byte[0],
            new byte[0],
            new byte[0]);
    assertThat(Objects.requireNonNull(parse(ZipBytes.of(lie).render())).memberCount()).isZero();
  }

  @Test
  void overlappingEntriesAreNone() throws IOException {
    byte[] zip =
        ZipBytes.of(ZipItem.deflated("a", TEXT, 6), ZipItem.deflated("b", TEXT, 6)).render();
    Archive archive = Objects.requireNonNull(parse(zip));
    int directory = (int) (archive.member(1).offset() + archive.member(1).length());
    byte[] twice = zip.clone();
    Arrays.fill(twice, directory + 47 + 42, directory + 47 + 46, (byte) 0); // both at 0
    twice[directory + 47 + 46] = 'a';
    assertThat(parse(twice)).isNull();
    byte[] longer = zip.clone();
    longer[directory + 20]++; // the first reaches into the second
    assertThat(parse(longer)).isNull();
  }

  @Test
  void manyEntries() throws IOException {
    List<ZipItem> items = new ArrayList<>();
    ZipItem item = ZipItem.deflated("x", Arrays.copyOf(TEXT, 80), 6);
    for (int i = 0; i < 70_000; i++) {
      items.add(item);
    }
    ZipBytes zip = new ZipBytes(new byte[0], items, new byte[0], true, true, true);
    byte[] bytes = zip.render();
    Archive archive = Objects.requireNonNull(parse(bytes));
    assertThat(archive.memberCount()).isEqualTo(70_000);
    assertThat(madeAgain(archive)).isEqualTo(bytes);
  }

  @Test
  void gzipFilesComeBack() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(TEXT);
    }
    byte[] good = out.toByteArray();
    Archive archive = Objects.requireNonNull(parse(good));
    assertThat(archive.memberCount()).isEqualTo(1);
    assertThat(archive.names()).isDeepEqualTo(new byte[1][0]);
    assertThat(madeAgain(archive)).isEqualTo(good);
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = good.clone();
      bytes[random.nextInt(20)] = (byte) random.nextInt();
      bytes[bytes.length - 1 - random.nextInt(8)] = (byte) random.nextInt();
      Archive other = parse(bytes);
      if (other != null) {
        assertThat(madeAgain(other)).isEqualTo(bytes);
      }
    }
  }

  @Test
  void skeletonsOfAnyBytesAreRefusedOrMakeSomething() throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    Archive archive =
        archive(
            ZipBytes.of(
                ZipItem.deflated("a", TEXT, 6).withDescriptor(16),
                ZipItem.deflated("e/", new byte[0], 6),
                ZipItem.stored("b", TEXT).withExtras(TEXT, TEXT, TEXT, TEXT)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    archive.writeSkeleton(null, out);
    MemberStreams streams = new OwnStreams(archive);
    int made = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] skeleton = out.toByteArray();
      for (int k = random.nextInt(1, 3); k > 0; k--) {
        int at = random.nextInt(random.nextBoolean() ? 60 : skeleton.length);
        skeleton[at] = (byte) (random.nextBoolean() ? random.nextInt() : skeleton[at] + 1);
      }
      if (random.nextInt(4) == 0) {
        skeleton = Arrays.copyOf(skeleton, random.nextInt(1, skeleton.length));
      }
      try {
        Packing.render(ByteSource.of(skeleton), streams, ByteArrayOutputStream.nullOutputStream());
        made++;
      } catch (dev.silt.error.CorruptDataException e) {
        assertThat(e).hasMessageContaining("delta is damaged");
      }
    }
    assertThat(made).isPositive();
  }
}
