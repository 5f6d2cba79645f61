package dev.silt.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.io.FileByteSource;
import dev.silt.testing.ClassArchiveBytes;
import dev.silt.testing.RandomData;
import dev.silt.unpack.ClassLayout.Bitmap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Class archives come back from a skeleton without hash tables and maps. */
@Timeout(120)
class ClassArchiveTest {

  private static Archive archive(byte[] bytes) throws IOException {
    return Objects.requireNonNull(Archive.parse(ByteSource.of(bytes)));
  }

  private static byte[] skeleton(Archive archive) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    archive.writeSkeleton(null, out);
    return out.toByteArray();
  }

  /** Those of the JDK that runs this, whatever its version, if it has some. */
  @Test
  void thisRuntimesArchivesComeBack() throws IOException {
    Path server = Path.of(System.getProperty("java.home"), "lib", "server");
    List<Path> files;
    try (Stream<Path> all = Files.exists(server) ? Files.list(server) : Stream.empty()) {
      files = all.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
    for (Path file : files) {
      try (FileByteSource source = FileByteSource.open(file)) {
        Archive archive = Archive.parse(source);
        assertThat(archive).as("%s", file).isNotNull();
        assertThat(ArchiveTest.madeAgain(Objects.requireNonNull(archive)))
            .as("%s", file)
            .isEqualTo(Files.readAllBytes(file));
        ClassLayout layout = Objects.requireNonNull(archive.layout());
        assertThat(layout.tables()).as("%s", file).hasSizeGreaterThan(1);
        assertThat(layout.bitmaps()).as("%s", file).isNotEmpty();
      }
    }
  }

  @Test
  void randomOnesComeBackAndAreFoundWhole() throws IOException {
    for (int seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ClassArchiveBytes made = ClassArchiveBytes.random(random, random.nextInt(300, 3000));
      byte[] bytes = made.render();
      Archive archive = archive(bytes);
      assertThat(ArchiveTest.madeAgain(archive)).as("seed %d", seed).isEqualTo(bytes);
      ClassLayout layout = Objects.requireNonNull(archive.layout());
      assertThat(layout.origin()).as("seed %d", seed).isEqualTo(made.trimmed() ? 0 : made.header());
      assertThat(layout.tables()).as("seed %d", seed).hasSize(2);
      assertThat(layout.tables().get(0).entryCount()).isEqualTo(made.strings().size());
      assertThat(layout.tables().get(1).entryCount()).isEqualTo(made.symbols().size());
      assertThat(layout.tables().get(1).hasSymbols()).isTrue();
      assertThat(layout.bitmaps()).as("seed %d", seed).isNotEmpty();
      assertThat(layout.bitmaps().get(0).length()).isGreaterThan(1_400);
      assertThat(archive.names()).isEmpty();
      assertThat(archive.memberCount()).isZero();
    }
  }

  /** What is left where tables and maps were. */
  @Test
  void skeletonsHaveZerosInTheirPlace() throws IOException {
    Archive archive = archive(ClassArchiveBytes.random(new SplittableRandom(1), 2000).render());
    ClassLayout layout = Objects.requireNonNull(archive.layout());
    byte[] skeleton = skeleton(archive);
    for (ClassLayout.HashTable table : layout.tables()) {
      for (long at = table.offset(); at < table.bucketsEnd(); at++) {
        assertThat(skeleton[(int) at + ClassArchive.HEADER_LENGTH]).isZero();
      }
    }
    int left = 0;
    for (Bitmap bitmap : layout.bitmaps()) {
      for (long at = bitmap.offset(); at < bitmap.offset() + bitmap.length(); at++) {
        left += skeleton[(int) at + ClassArchive.HEADER_LENGTH] == 0 ? 0 : 1;
      }
    }
    assertThat(left).isLessThan(3);
  }

  @Test
  void editedOnesComeBackOrAreLeftAlone() throws IOException {
    byte[] good = ClassArchiveBytes.random(new SplittableRandom(2), 400).render();
    int found = 0;
    for (int seed = 0; seed < 400; seed++) {
      byte[] bytes = RandomData.edit(new SplittableRandom(seed), good);
      Archive archive = Archive.parse(ByteSource.of(bytes));
      if (archive != null && archive.layout() != null) {
        found++;
        assertThat(ArchiveTest.madeAgain(archive)).as("seed %d", seed).isEqualTo(bytes);
      }
    }
    assertThat(found).isGreaterThan(5);
  }

  @Test
  void damagedSkeletonsAreRefusedOrMakeSomething() throws IOException {
    Archive archive = archive(ClassArchiveBytes.random(new SplittableRandom(3), 400).render());
    byte[] good = skeleton(archive);
    int refused = 0;
    int rounds = 600;
    for (int seed = 0; seed < rounds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = good.clone();
      // mostly behind the file, where the layout is
      int trailer = bytes.length - (int) archive.source().length() - ClassArchive.HEADER_LENGTH;
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        int at =
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(bytes.length);
              case 1 -> random.nextInt(ClassArchive.HEADER_LENGTH);
              default -> bytes.length - trailer + random.nextInt(Math.min(trailer, 40));
            };
        bytes[at] = (byte) random.nextInt();
      }
      bytes[0] = SkeletonColumn.CLASSES;
      try {
        Packing.render(
            ByteSource.of(bytes),
            new ArchiveTest.OwnStreams(archive),
            OutputStream.nullOutputStream());
      } catch (CorruptDataException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, rounds - 1);
  }

  /** A delta may say anything of a base file. */
  @Test
  void wrongLayoutsAreRefusedOrMakeSomething() throws IOException {
    Archive archive = archive(ClassArchiveBytes.random(new SplittableRandom(4), 400).render());
    List<Long> good = Objects.requireNonNull(archive.layout()).numbers();
    int refused = 0;
    int rounds = 4000;
    for (int seed = 0; seed < rounds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Long> numbers = new ArrayList<>(good);
      int at = random.nextInt(numbers.size());
      long old = numbers.get(at);
      numbers.set(
          at,
          switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> old + random.nextInt(-9, 10);
            case 2 -> random.nextLong(archive.source().length());
            default -> 1L << random.nextInt(63);
          });
      Iterator<Long> next = numbers.iterator();
      try {
        ClassLayout layout = ClassLayout.read(() -> next.hasNext() ? next.next() : -1);
        Archive other = Archive.ofClasses(archive.source(), layout);
        other.writeSkeleton(null, OutputStream.nullOutputStream());
      } catch (CorruptDataException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, rounds - 1);
  }

  /** All symbols may say that they are long, and none of their text is read twice. */
  @Test
  void longSymbolsAreBounded() throws IOException {
    ClassArchiveBytes some = ClassArchiveBytes.random(new SplittableRandom(5), 3000);
    Archive archive = archive(some.render());
    byte[] skeleton = skeleton(archive);
    int from = ClassArchive.HEADER_LENGTH + some.header() + Long.BYTES * some.words().size();
    for (int at = from; at < from + 20_000; at += Long.BYTES) {
      skeleton[at + 4] = (byte) 0xff;
      skeleton[at + 5] = (byte) 0xff;
    }
    assertThatThrownBy(
            () ->
                Packing.render(
                    ByteSource.of(skeleton),
                    new ArchiveTest.OwnStreams(archive),
                    OutputStream.nullOutputStream()))
        .isInstanceOf(CorruptDataException.class);
  }

  /** Bits that repeat are found in as many places as there are, and zeros belong to every map. */
  @Test
  @Timeout(20)
  void searchIsBounded() throws IOException {
    SplittableRandom random = new SplittableRandom(9);
    ClassArchiveBytes some = ClassArchiveBytes.random(random, 1000);
    byte[] good = some.render();
    Bitmap map = Objects.requireNonNull(archive(good).layout()).bitmaps().get(0);
    byte[] many = Arrays.copyOf(good, 16 << 20);
    for (int at = good.length; at + 64 <= many.length; at += 64) {
      System.arraycopy(good, (int) map.offset() + 64, many, at, 64);
    }
    Archive found = Archive.parse(ByteSource.of(many));
    assertThat(found).isNotNull();
    assertThat(ArchiveTest.madeAgain(Objects.requireNonNull(found))).isEqualTo(many);
    byte[] zeros = new byte[16 << 20];
    System.arraycopy(good, 0, zeros, 0, (int) map.offset());
    int moved = zeros.length - (good.length - (int) map.offset());
    System.arraycopy(good, (int) map.offset(), zeros, moved, zeros.length - moved);
    found = Archive.parse(ByteSource.of(zeros));
    assertThat(ArchiveTest.madeAgain(Objects.requireNonNull(found))).isEqualTo(zeros);
  }

  @Test
  void twoTablesOfOneKindAndNone() throws IOException {
    ClassArchiveBytes some = ClassArchiveBytes.random(new SplittableRandom(6), 500);
    byte[] none =
        new ClassArchiveBytes(some.symbols(), new TreeMap<>(), some.words(), 4096, true).render();
    assertThat(Objects.requireNonNull(archive(none).layout()).tables()).hasSize(1);
    byte[] few =
        new ClassArchiveBytes(
                some.symbols().subList(0, 20), some.strings(), List.of(-1), 4096, true)
            .render();
    assertThat(Archive.parse(ByteSource.of(few))).isNull();
  }
}
