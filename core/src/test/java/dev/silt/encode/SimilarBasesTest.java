package dev.silt.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.silt.ApplyOptions;
import dev.silt.DeltaInfo;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.ImageSource;
import dev.silt.Silt;
import dev.silt.error.Limits;
import dev.silt.testing.Bytes;
import dev.silt.testing.Container;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.RandomData;
import dev.silt.testing.ReadImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bases that only the bytes tell, and several bases for one content, through the real applier. */
class SimilarBasesTest {

  private static final int LENGTH = 40_000;

  private final SplittableRandom random = new SplittableRandom(4);
  private final Path directory;

  SimilarBasesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private byte[] data(int length) {
    return RandomData.bytes(random, length);
  }

  /** The contents of a delta from some files to others, after it was applied and compared. */
  private List<DeltaInfo.Content> contents(List<Item> old, List<Item> now) throws IOException {
    ImageBytes target = ImageSpec.of(LayerSpec.of(now.toArray(new Item[0]))).render();
    ImageSource a =
        Container.OCI_ARCHIVE.write(
            ImageSpec.of(LayerSpec.of(old.toArray(new Item[0]))).render(), directory, "a");
    ImageSource b = Container.OCI_ARCHIVE.write(target, directory, "b");
    Path delta = directory.resolve("delta");
    Silt.diff(a, b, delta, DiffOptions.balanced().withThreadCount(1));
    Path again = directory.resolve("again");
    Silt.diff(a, b, again, DiffOptions.balanced().withThreadCount(4).withSelfCheck(false));
    assertThat(again).hasSameBinaryContentAs(delta);
    Path out = directory.resolve("out");
    Silt.apply(a, DeltaSource.of(delta), out, ApplyOptions.defaults());
    assertThat(Bytes.digest(ReadImage.of(out).config())).isEqualTo(target.id());
    return Silt.inspect(DeltaSource.of(delta), 100, Limits.defaults()).contents();
  }

  /** Makes deltas so large that they say what they pair. */
  private Item ballast() {
    return Item.file("ballast", data(500_000));
  }

  private static DeltaInfo.Content of(List<DeltaInfo.Content> contents, String path) {
    return contents.stream().filter(c -> c.path().equals(path)).findFirst().orElseThrow();
  }

  @Test
  void renamedAndEdited() throws IOException {
    byte[] old = data(LENGTH);
    byte[] edited = old.clone();
    edited[LENGTH / 2]++;
    DeltaInfo.Content content =
        of(
            contents(
                List.of(Item.file("lib/one", old), Item.file("lib/two", data(LENGTH))),
                List.of(Item.file("share/other", edited), ballast())),
            "share/other");
    assertThat(content.pairedBy()).isEqualTo("similar");
    assertThat(content.basePath()).isEqualTo("lib/one");
    assertThat(content.baseCount()).isEqualTo(1);
    assertThat(content.deltaLength()).isLessThan(100);
  }

  @Test
  void mergedFromTwo() throws IOException {
    byte[] one = data(LENGTH);
    byte[] two = data(2 * LENGTH);
    byte[] merged = Bytes.concat(one, Bytes.latin1("between"), two, Bytes.from(one, LENGTH / 2));
    DeltaInfo.Content content =
        of(
            contents(
                List.of(Item.file("one", one), Item.file("two", two)),
                List.of(Item.file("one", merged), ballast())),
            "one");
    assertThat(content.pairedBy()).isEqualTo("path");
    assertThat(content.baseCount()).isEqualTo(2);
    assertThat(content.deltaLength()).isLessThan(200);
  }

  @Test
  void splitInThree() throws IOException {
    byte[] old = data(6 * LENGTH);
    List<DeltaInfo.Content> contents =
        contents(
            List.of(Item.file("all", old)),
            List.of(
                Item.file("first", Arrays.copyOf(old, LENGTH)),
                Item.file("second", Arrays.copyOfRange(old, LENGTH, 3 * LENGTH)),
                Item.file("third", Bytes.from(old, 3 * LENGTH)),
                ballast()));
    for (String path : List.of("first", "second", "third")) {
      assertThat(of(contents, path).basePath()).as(path).isEqualTo("all");
      assertThat(of(contents, path).deltaLength()).as(path).isLessThan(100);
    }
  }

  @Test
  void wrongFileOfTheSameName() throws IOException {
    byte[] right = data(LENGTH);
    byte[] edited = Bytes.concat(right, Bytes.latin1("end"));
    DeltaInfo.Content content =
        of(
            contents(
                List.of(Item.file("a/copyright", right), Item.file("z/copyright", data(LENGTH))),
                List.of(Item.file("b/copyright", edited), ballast())),
            "b/copyright");
    assertThat(content.pairedBy()).isEqualTo("similar");
    assertThat(content.basePath()).isEqualTo("a/copyright");
    assertThat(content.baseCount()).isEqualTo(1);
  }

  @Test
  void nineParts() throws IOException {
    List<Item> old = new ArrayList<>();
    byte[] all = {};
    for (int i = 0; i < 9; i++) {
      byte[] part = data(LENGTH / 4 + 100 * i);
      old.add(Item.file("part-" + (char) ('a' + i), part));
      all = Bytes.concat(all, part);
    }
    DeltaInfo.Content content = of(contents(old, List.of(Item.file("all", all), ballast())), "all");
    assertThat(content.baseCount()).isEqualTo(SimilarFiles.MAX_FOUND);
  }

  /** Each file of many, of one byte, periodic, or alike: a search must stay linear. */
  @Test
  @Timeout(120)
  void hugeNumbersAndPeriods() {
    List<Item> old = new ArrayList<>();
    List<Item> now = new ArrayList<>();
    byte[] alike = data(400);
    for (int i = 0; i < 20_000; i++) {
      byte[] text = Bytes.latin1("file " + i);
      old.add(Item.file("old/" + letters(i), Bytes.concat(alike, text)));
      now.add(Item.file("new/x" + letters(i), Bytes.concat(alike, text, text)));
    }
    byte[] zeros = new byte[3_000_000];
    byte[] periodic = new byte[3_000_000];
    for (int i = 0; i < periodic.length; i++) {
      periodic[i] = (byte) (i % 77 * 31);
    }
    old.add(Item.file("zeros", zeros));
    old.add(Item.file("periodic", periodic));
    now.add(Item.file("other-zeros", Bytes.concat(new byte[] {1}, zeros)));
    now.add(Item.file("other-periodic", Bytes.concat(new byte[] {1}, periodic)));
    assertThatCode(() -> contents(old, now)).doesNotThrowAnyException();
    assertThat(directory.resolve("delta"))
        .satisfies(delta -> assertThat(Files.size(delta)).isLessThan(1_000_000));
  }

  /** One long base and many small contents of its name: it is not indexed for each of them. */
  @Test
  void longNamesake() throws IOException {
    byte[] base = data(1 << 20);
    List<Item> now = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      now.add(Item.file(letters(i) + "/x", Arrays.copyOfRange(base, 200 * i, 200 * i + 100)));
    }
    now.add(ballast());
    ImageSource old =
        Container.OCI_ARCHIVE.write(
            ImageSpec.of(LayerSpec.of(Item.file("old/x", base))).render(), directory, "a");
    ImageSource changed =
        Container.OCI_ARCHIVE.write(
            ImageSpec.of(LayerSpec.of(now.toArray(new Item[0]))).render(), directory, "b");
    long copied =
        Silt.diff(old, changed, directory.resolve("delta"), DiffOptions.fast()).copiedLength();
    long affordable = (MatchBudget.FREE + MatchBudget.FACTOR * (base.length + 520_000L)) >> 20;
    assertThat(copied).isBetween(100L, 100 * affordable);
  }

  private static String letters(int number) {
    StringBuilder name = new StringBuilder();
    for (int n = number + 26; n > 0; n /= 26) {
      name.append((char) ('a' + n % 26));
    }
    return name.toString();
  }
}
