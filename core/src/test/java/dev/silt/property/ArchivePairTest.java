package dev.silt.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.ApplyOptions;
import dev.silt.DeltaInfo;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.DiffResult;
import dev.silt.ImageSource;
import dev.silt.Preset;
import dev.silt.Purpose;
import dev.silt.Silt;
import dev.silt.error.Limits;
import dev.silt.testing.BitcodeBytes;
import dev.silt.testing.ClassArchiveBytes;
import dev.silt.testing.Container;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.JimageBytes;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.RandomData;
import dev.silt.testing.RandomZips;
import dev.silt.testing.ReadImage;
import dev.silt.testing.ZipBytes;
import dev.silt.testing.ZipItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives in images: deltas are small, and every archive comes back, however odd. */
@Timeout(300)
class ArchivePairTest {

  private static final int ROUNDS = Integer.getInteger("silt.zips", 40);

  private static ImageSource write(List<Item> items, Path directory, String name)
      throws IOException {
    return Container.OCI_ARCHIVE.write(image(items), directory, name);
  }

  private static ImageBytes image(List<Item> items) {
    return ImageSpec.of(LayerSpec.of(items.toArray(new Item[0]))).render();
  }

  /** Makes the delta and applies it; the layers are compared by their diffIDs. */
  private static DiffResult check(
      List<Item> base, List<Item> target, DiffOptions options, Path directory) throws IOException {
    Files.createDirectories(directory);
    ImageSource a = write(base, directory, "base");
    ImageSource b = write(target, directory, "target");
    Path delta = directory.resolve("delta");
    DiffResult result = Silt.diff(a, b, delta, options);
    Path out = directory.resolve("out");
    ApplyOptions applying = ApplyOptions.defaults().withThreadCount(options.threadCount());
    Silt.apply(a, DeltaSource.of(delta), out, applying);
    assertThat(ReadImage.of(out).tars().get(0)).isEqualTo(image(target).layers().get(0).tar());
    Silt.inspect(DeltaSource.of(delta), 10, Limits.defaults());
    return result;
  }

  private static DiffResult check(byte[] base, byte[] target, Path directory) throws IOException {
    return check(
        List.of(Item.file("lib/a-1.0.jar", base)),
        List.of(Item.file("lib/a-1.1.jar", target)),
        DiffOptions.balanced(),
        directory);
  }

  @Test
  void randomZipsComeBack(@TempDir Path directory) throws IOException {
    int unpacked = 0;
    for (int round = 0; round < ROUNDS; round++) {
      SplittableRandom random = new SplittableRandom(round);
      List<Item> base = new ArrayList<>();
      List<Item> target = new ArrayList<>();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        ZipBytes zip = RandomZips.zip(random, random.nextInt(3));
        byte[] old = zip.render();
        byte[] changed = RandomZips.changed(random, zip).render();
        if (random.nextInt(8) == 0) {
          old[random.nextInt(old.length)]++;
        }
        if (random.nextInt(8) == 0) {
          changed[random.nextInt(changed.length)]++;
        }
        base.add(Item.file("lib/part" + i + "-1.jar", old));
        target.add(
            Item.file("lib/" + (random.nextInt(5) == 0 ? "x" : "part") + i + "-2.jar", changed));
      }
      if (random.nextInt(3) == 0) { // one that moved into another
        target.add(
            Item.file(
                "fat.jar",
                ZipBytes.of(
                        ZipItem.stored("lib/part1-2.jar", RandomZips.zip(random, 0).render()),
                        ZipItem.deflated("a.class", RandomData.text(random, 900), 6))
                    .render()));
      }
      Preset preset = RandomData.preset(random);
      DiffOptions options = DiffOptions.of(preset).withThreadCount(random.nextInt(1, 3));
      DiffResult result = check(base, target, options, directory.resolve("round" + round));
      unpacked += result.archives().unpackedCount();
    }
    assertThat(unpacked).isGreaterThan(ROUNDS / 2);
  }

  /** The modules of Java runtimes: a few resources are coded, and nothing of the index. */
  @Test
  void randomJimageFilesComeBack(@TempDir Path directory) throws IOException {
    for (int round = 0; round < ROUNDS / 4; round++) {
      SplittableRandom random = new SplittableRandom(round);
      JimageBytes old = JimageBytes.random(random, random.nextInt(200, 400));
      byte[] base = old.render();
      byte[] target = old.changed(random).render();
      DiffOptions options =
          DiffOptions.of(RandomData.preset(random)).withThreadCount(random.nextInt(1, 3));
      DiffResult result =
          check(
              List.of(Item.file("jvm/lib/modules", base)),
              List.of(Item.file("jvm/lib/modules", target)),
              options,
              directory.resolve("round" + round));
      assertThat(result.archives().unpackedCount()).as("round %d", round).isEqualTo(1);
    }
  }

  @Test
  void indexOfJimageFileTakesNothing(@TempDir Path directory) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    JimageBytes old = JimageBytes.random(random, 2000);
    Map<String, byte[]> resources = new TreeMap<>(old.resources());
    resources.put("/m1/p1/q/added.class", new byte[100]);
    byte[] target = new JimageBytes(resources, false, old.tail()).render();
    DiffResult result = check(old.render(), target, directory);
    assertThat(result.deltaLength()).isLessThan(1200); // 16 KB of hash tables change
  }

  /** Class archives of Java runtimes: hash tables and maps follow, addresses are relocated. */
  @Test
  void randomClassArchivesComeBack(@TempDir Path directory) throws IOException {
    for (int round = 0; round < ROUNDS / 4; round++) {
      SplittableRandom random = new SplittableRandom(round);
      ClassArchiveBytes old = ClassArchiveBytes.random(random, random.nextInt(300, 3000));
      List<Item> base = new ArrayList<>();
      List<Item> target = new ArrayList<>();
      for (String name : List.of("classes.jsa", "classes_nocoops.jsa")) {
        base.add(Item.file(name, old.render()));
        target.add(Item.file(name, old.changed(random).render()));
      }
      target.add(Item.file("moved.jsa", old.changed(random).render()));
      DiffOptions options =
          DiffOptions.of(RandomData.preset(random)).withThreadCount(random.nextInt(1, 3));
      DiffResult result = check(base, target, options, directory.resolve("round" + round));
      assertThat(result.archives().unpackedCount()).as("round %d", round).isBetween(2, 3);
    }
  }

  /** Of each file one record has one field more: nearly all of its bytes are others. */
  @Test
  void bitcodeComesBackInLittle(@TempDir Path directory) throws IOException {
    List<Item> base = new ArrayList<>();
    List<Item> target = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      base.add(Item.file("lib/" + i + ".bc", BitcodeBytes.random(i, 30, -1)));
      target.add(Item.file("lib/" + i + ".bc", BitcodeBytes.random(i, 30, 20 + i % 50)));
    }
    target.add(Item.file("lib/new.bc", BitcodeBytes.random(12, 1, -1)));
    for (Preset preset : Preset.values()) {
      DiffOptions options = DiffOptions.of(preset).withThreadCount(2);
      DiffResult result = check(base, target, options, directory.resolve(preset.name()));
      assertThat(result.archives().unpackedCount()).isGreaterThanOrEqualTo(ROUNDS - 2);
      assertThat(result.deltaLength()).isLessThan(8_000 + 60 * ROUNDS);
    }
  }

  @Test
  void tablesOfClassArchivesTakeNothing(@TempDir Path directory) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    ClassArchiveBytes old = ClassArchiveBytes.random(random, 4000);
    List<String> symbols = new ArrayList<>(old.symbols());
    symbols.add(2000, "another symbol, so that half of all others move");
    ClassArchiveBytes now =
        new ClassArchiveBytes(symbols, old.strings(), old.words(), old.header(), old.trimmed());
    DiffResult result = check(old.render(), now.render(), directory);
    // some words point to the wrong symbol now: their numbers are the list's
    assertThat(result.archives().unpackedCount()).isEqualTo(1);
    assertThat(result.deltaLength()).isLessThan(9_000); // 34 KB of tables, 2 KB of maps
  }

  private static byte[] classes(SplittableRandom random, int changed, int time) {
    List<ZipItem> items = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      byte[] plain = RandomData.bytes(new SplittableRandom(i), 2000);
      for (int k = 0; k < plain.length; k++) {
        plain[k] &= 15;
      }
      if (i < changed) {
        plain[random.nextInt(plain.length)]++;
      }
      items.add(
          ZipItem.deflated("a/b/C" + i + ".class", plain, 6).withDescriptor(16).withTime(time));
    }
    return ZipBytes.of(items).render();
  }

  @Test
  void changedClassesCostFewBytes(@TempDir Path directory) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    byte[] base = classes(random, 0, 77);
    byte[] target = classes(random, 10, 78);
    DiffResult result = check(base, target, directory);
    assertThat(result.archives()).isEqualTo(new DiffResult.Archives(1, 10, List.of()));
    assertThat(result.deltaLength()).isLessThan(1100);
  }

  @Test
  void nestedJarIsSeenThroughToo(@TempDir Path directory) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    byte[] other = RandomData.text(random, 5000);
    byte[] base =
        ZipBytes.of(
                ZipItem.stored("BOOT-INF/lib/a-1.0.jar", classes(random, 0, 77)),
                ZipItem.deflated("WEB-INF/lib/b-1.0.jar", classes(random, 3, 77), 6),
                ZipItem.deflated("x", other, 6))
            .render();
    byte[] target =
        ZipBytes.of(
                ZipItem.stored("BOOT-INF/lib/a-1.1.jar", classes(random, 10, 77)),
                ZipItem.deflated("WEB-INF/lib/b-1.1.jar", classes(random, 12, 77), 6),
                ZipItem.deflated("x", other, 6))
            .render();
    DiffResult result = check(base, target, directory);
    assertThat(result.archives().unpackedCount()).isEqualTo(3);
    assertThat(result.deltaLength()).isLessThan(1800);
  }

  @Test
  void classThatMovedToAnotherJarCostsNothing(@TempDir Path directory) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    byte[] moved = RandomData.bytes(random, 9000);
    for (int i = 0; i < moved.length; i++) {
      moved[i] &= 31;
    }
    ZipItem item = ZipItem.deflated("org/Moved.class", moved, 6);
    ZipItem own = ZipItem.deflated("org/Own.class", RandomData.text(random, 4000), 6);
    DiffResult result =
        check(
            List.of(
                Item.file("a.jar", ZipBytes.of(item).render()),
                Item.file("b.jar", ZipBytes.of(own).render())),
            List.of(
                Item.file("b.jar", ZipBytes.of(own, item.withTime(5)).render()),
                Item.file("Moved.class", moved)),
            DiffOptions.balanced(),
            directory);
    assertThat(result.deltaLength()).isLessThan(900);
  }

  @Test
  void gzipFilesAreSeenThrough(@TempDir Path directory) throws IOException {
    byte[] plain = RandomData.text(new SplittableRandom(3), 30_000);
    byte[] base = gzip(plain);
    plain[10_000]++;
    byte[] target = gzip(plain);
    DiffResult result =
        check(
            List.of(Item.file("a.1.gz", base)),
            List.of(Item.file("a.1.gz", target)),
            DiffOptions.balanced().withPurpose(Purpose.IMAGE),
            directory);
    assertThat(result.archives().unpackedCount()).isEqualTo(1);
    assertThat(result.deltaLength()).isLessThan(800);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  /** An entry larger than what is held in memory, and one that says it is. */
  @Test
  void longMembersGoThroughWorkFiles(@TempDir Path directory) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    byte[] plain = RandomData.text(random, 3 << 20);
    byte[] base =
        ZipBytes.of(ZipItem.deflated("a", plain, 6), ZipItem.deflated("b", plain, 1)).render();
    plain[2 << 20]++;
    byte[] target =
        ZipBytes.of(ZipItem.deflated("a", plain, 6), ZipItem.deflated("b", plain, 1)).render();
    DiffResult result = check(base, target, directory);
    assertThat(result.archives().unpackedCount()).isEqualTo(1);
    assertThat(result.deltaLength()).isLessThan(1000);
  }

  /** Base members that lie about their length or are damaged are no bases, and no error. */
  @Test
  void damagedBaseArchivesAreBytes(@TempDir Path directory) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    byte[] plain = RandomData.text(random, 20_000);
    ZipItem good = ZipItem.deflated("good", RandomData.text(random, 3000), 6);
    ZipItem item = ZipItem.deflated("a.jar", plain, 6);
    byte[] damaged = item.stream().clone();
    for (int i = 100; i < 200; i++) {
      damaged[i] = (byte) random.nextInt();
    }
    for (byte[] stream : List.of(damaged, RandomData.bytes(random, 8000), new byte[8000])) {
      byte[] base = ZipBytes.of(item.withStream(stream), good).render();
      byte[] target = ZipBytes.of(item, good).render();
      check(base, target, directory.resolve("a" + stream.length + stream[150]));
      check(target, base, directory.resolve("b" + stream.length + stream[150]));
    }
  }

  /** The same bytes for any number of threads. */
  @Test
  void threadsChangeNothing(@TempDir Path directory) throws IOException {
    SplittableRandom random = new SplittableRandom(9);
    ZipBytes zip = RandomZips.zip(random, 2);
    List<Item> base =
        List.of(Item.file("a.jar", zip.render()), Item.file("b.jar", classes(random, 0, 7)));
    List<Item> target =
        List.of(
            Item.file("a.jar", RandomZips.changed(random, zip).render()),
            Item.file("b.jar", classes(random, 50, 9)));
    check(base, target, DiffOptions.balanced().withThreadCount(1), directory.resolve("1"));
    for (int threads = 2; threads <= 4; threads++) {
      Path at = directory.resolve("" + threads);
      check(base, target, DiffOptions.balanced().withThreadCount(threads), at);
      assertThat(at.resolve("delta")).hasSameBinaryContentAs(directory.resolve("1/delta"));
    }
    DeltaInfo info =
        Silt.inspect(DeltaSource.of(directory.resolve("1/delta")), 10, Limits.defaults());
    assertThat(info.unpackedContentCount()).isGreaterThanOrEqualTo(1);
  }
}
