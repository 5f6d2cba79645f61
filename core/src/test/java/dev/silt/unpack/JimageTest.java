package dev.silt.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.io.FileByteSource;
import dev.silt.testing.JimageBytes;
import dev.silt.testing.RandomData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The modules file of a Java runtime comes back from names, lengths and resources. */
@Timeout(120)
class JimageTest {

  private static Archive archive(byte[] bytes) throws IOException {
    return Objects.requireNonNull(Archive.parse(ByteSource.of(bytes)));
  }

  private static byte[] skeleton(Archive archive) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    archive.writeSkeleton(null, out);
    return out.toByteArray();
  }

  /** The JDK that runs this wrote its own, and reads it by other code than ours. */
  @Test
  void thisRuntimesFileComesBack() throws IOException {
    Path file = Path.of(System.getProperty("java.home"), "lib", "modules");
    Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
    Set<String> expected;
    try (Stream<Path> paths = Files.walk(modules.resolve("java.base"))) {
      expected =
          paths
              .filter(Files::isRegularFile)
              .filter(path -> size(path) > 0)
              .map(path -> path.toString().substring("/modules/".length()))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    try (FileByteSource source = FileByteSource.open(file)) {
      Archive archive = Objects.requireNonNull(Archive.parse(source));
      byte[] skeleton = skeleton(archive);
      assertThat(skeleton.length).isLessThan(2 << 20);
      Compared compared = new Compared(source);
      Packing.render(ByteSource.of(skeleton), new ArchiveTest.OwnStreams(archive), compared);
      assertThat(compared.position).isEqualTo(source.length());
      Map<String, Integer> members = new TreeMap<>();
      byte[][] names = archive.names();
      for (int i = 0; i < names.length; i++) {
        members.put(new String(names[i], StandardCharsets.UTF_8), i);
      }
      assertThat(members.keySet()).containsAll(expected);
      for (String name :
          List.of("java.base/java/lang/Object.class", "java.base/module-info.class")) {
        byte[] bytes = archive.stream(members.getOrDefault(name, -1)).readAll();
        assertThat(bytes).isEqualTo(Files.readAllBytes(modules.resolve(name)));
      }
    }
  }

  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Fails where something else is written. */
  private static final class Compared extends OutputStream {
    private final ByteSource expected;
    private long position;

    Compared(ByteSource expected) {
      this.expected = expected;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      byte[] there = new byte[count];
      expected.readFully(position, there, 0, count);
      assertThat(Arrays.equals(there, 0, count, bytes, from, from + count))
          .as("at %d", position)
          .isTrue();
      position += count;
    }
  }

  @Test
  void randomOnesComeBack() throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      JimageBytes some = JimageBytes.random(random, random.nextInt(1, 200));
      JimageBytes made = new JimageBytes(some.resources(), seed % 3 == 0, some.tail());
      byte[] bytes = made.render();
      Archive archive = archive(bytes);
      long members = made.resources().values().stream().filter(b -> b.length > 0).count();
      assertThat(archive.memberCount()).as("seed %d", seed).isEqualTo((int) members);
      assertThat(ArchiveTest.madeAgain(archive)).as("seed %d", seed).isEqualTo(bytes);
      byte[][] names = archive.names();
      Map<String, byte[]> expected = new TreeMap<>();
      made.resources()
          .forEach((path, content) -> expected.put(path.replaceFirst("^/", ""), content));
      for (int i = 0; i < names.length; i++) {
        String name = new String(names[i], StandardCharsets.UTF_8);
        assertThat(archive.stream(i).readAll()).as(name).isEqualTo(expected.get(name));
      }
    }
  }

  @Test
  void everyByteOfSmallOneMayBeAnything() throws IOException {
    byte[] good = JimageBytes.random(new SplittableRandom(4), 8).render();
    int found = 0;
    for (int i = 0; i < good.length; i++) {
      for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff, good[i] + 1}) {
        byte[] bytes = good.clone();
        bytes[i] = (byte) value;
        Archive archive = Archive.parse(ByteSource.of(bytes));
        if (archive != null) {
          found++;
          assertThat(ArchiveTest.madeAgain(archive)).as("byte %d is %d", i, value).isEqualTo(bytes);
        }
      }
    }
    assertThat(found).isPositive();
    for (int length = 0; length < good.length; length++) {
      Archive archive = Archive.parse(ByteSource.of(Arrays.copyOf(good, length)));
      assertThat(archive == null || length >= good.length - 8).as("cut to %d", length).isTrue();
    }
  }

  @Test
  void damagedSkeletonsAreRefusedOrMakeSomething() throws IOException {
    JimageBytes made = JimageBytes.random(new SplittableRandom(5), 30);
    Archive archive = archive(made.render());
    byte[] good = skeleton(archive);
    int refused = 0;
    for (int seed = 0; seed < 5000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = RandomData.edit(random, good);
      bytes = bytes.length == 0 ? new byte[1] : bytes;
      bytes[0] = SkeletonColumn.JIMAGE;
      try {
        Packing.render(
            ByteSource.of(bytes),
            new ArchiveTest.OwnStreams(archive),
            OutputStream.nullOutputStream());
      } catch (CorruptDataException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 4999);
  }

  /** No seed parts names that are the same; the search for one ends. */
  @Test
  void equalNamesAreRefused() {
    int count = 1 << 16;
    JimageTable table = new JimageTable(1 << 16, 0, count, count, 0, new byte[] {'a', 0});
    Arrays.fill(table.plainLengths, 1);
    assertThatThrownBy(() -> JimageIndex.of(table)).isInstanceOf(IrregularException.class);
  }

  /** Names that share a bucket two by two, where each search takes long. */
  @Test
  void searchIsBounded() {
    byte[] strings = new byte[1 << 16];
    Arrays.fill(strings, 0, strings.length - 1, (byte) 'x');
    JimageTable table = new JimageTable(1 << 16, 0, 100, 100, 0, strings);
    for (int i = 0; i < table.count; i++) {
      table.names[JimageTable.BASE][i] = i / 2;
    }
    assertThatThrownBy(() -> JimageIndex.of(table)).isInstanceOf(IrregularException.class);
  }

  @Test
  void tooLargeOnesAreLeftAlone() throws IOException {
    byte[] good = JimageBytes.random(new SplittableRandom(6), 20).render();
    byte[] many = good.clone();
    Arrays.fill(many, 14, 15, (byte) 2); // resources and slots: more than 2^16
    Arrays.fill(many, 18, 19, (byte) 2);
    assertThat(Archive.parse(ByteSource.of(many))).isNull();
    assertThat(Archive.isLikely(ByteSource.of(many))).isTrue();
    assertThat(Archive.isTooLarge(ByteSource.of(many))).isTrue();
    byte[] tail = Arrays.copyOf(good, good.length + (1 << 17));
    assertThat(Archive.parse(ByteSource.of(tail))).isNull();
    assertThat(Archive.isTooLarge(ByteSource.of(tail))).isTrue();
  }

  @Test
  void streamsOfAnotherLengthAreRefused() throws IOException {
    Archive archive = archive(JimageBytes.random(new SplittableRandom(7), 20).render());
    List<ByteSource> streams = new ArrayList<>();
    for (int i = 0; i < archive.memberCount(); i++) {
      streams.add(archive.stream(i));
    }
    streams.set(3, ByteSource.of(new byte[(int) streams.get(3).length() + 1]));
    MemberStreams others =
        new MemberStreams() {
          @Override
          public int count() {
            return streams.size();
          }

          @Override
          public ByteSource stream(int member) {
            return streams.get(member);
          }

          @Override
          public int crc(int member) {
            return 0;
          }

          @Override
          public long plainLength(int member) {
            return streams.get(member).length();
          }
        };
    ByteSource skeleton = ByteSource.of(skeleton(archive));
    assertThatThrownBy(() -> Packing.render(skeleton, others, OutputStream.nullOutputStream()))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("another length");
  }
}
