package dev.silt.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.ApplyOptions;
import dev.silt.DeltaInfo;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.DiffResult;
import dev.silt.ImageSource;
import dev.silt.Purpose;
import dev.silt.Silt;
import dev.silt.testing.Container;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.RandomData;
import dev.silt.testing.ZipBytes;
import dev.silt.testing.ZipItem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives are seen through where that pays, and left as they are where it does not: a delta is not
 * larger than that of the same archives with a wrong volume number, which nothing sees through.
 */
@Timeout(120)
class ArchiveCostTest {

  /** Estimates are not that good. */
  private static final int FEW = 12;

  private final Path directory;
  private final SplittableRandom random = new SplittableRandom(4);

  ArchiveCostTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static byte[] opaque(byte[] zip) {
    byte[] other = zip.clone();
    other[other.length - 18]++; // the number of its volume
    return other;
  }

  private DiffResult diff(Item base, Item target) throws IOException {
    ImageSource a = image("base", base);
    Path delta = directory.resolve("delta");
    DiffOptions options = DiffOptions.balanced().withPurpose(Purpose.IMAGE);
    DiffResult result = Silt.diff(a, image("target", target), delta, options);
    Silt.verify(a, DeltaSource.of(delta), ApplyOptions.defaults());
    return result;
  }

  private ImageSource image(String name, Item item) throws IOException {
    return Container.OCI_ARCHIVE.write(ImageSpec.of(LayerSpec.of(item)).render(), directory, name);
  }

  /** {@return bytes that seeing through saves} */
  private long saved(List<ZipItem> base, List<ZipItem> target, boolean seenThrough)
      throws IOException {
    byte[] old = ZipBytes.of(base).render();
    byte[] now = ZipBytes.of(target).render();
    DiffResult result = diff(Item.file("a.jar", old), Item.file("a.jar", now));
    DiffResult without = diff(Item.file("a.jar", opaque(old)), Item.file("a.jar", opaque(now)));
    assertThat(without.archives().opaque()).containsExactly(new DeltaInfo.Opaque("irregular", 1));
    assertThat(result.archives().unpackedCount()).isEqualTo(seenThrough ? 1 : 0);
    assertThat(result.archives().opaque())
        .isEqualTo(seenThrough ? List.of() : List.of(new DeltaInfo.Opaque("gain", 1)));
    long saved = without.deltaLength() - result.deltaLength();
    assertThat(saved).isGreaterThanOrEqualTo(-FEW);
    return saved;
  }

  private List<ZipItem> texts(int count) {
    List<ZipItem> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(ZipItem.deflated("text" + i, RandomData.text(random, 3000), 6));
    }
    return items;
  }

  private static List<ZipItem> with(List<ZipItem> items, ZipItem more) {
    List<ZipItem> all = new ArrayList<>(items);
    all.add(more);
    return all;
  }

  private static byte[] edited(byte[] plain, int... places) {
    byte[] other = plain.clone();
    for (int place : places) {
      other[place]++;
    }
    return other;
  }

  /** Only few bytes change, and they stand there as they are. */
  @Test
  void aJarUnchangedButForAStoredEntryIsLeftAlone() throws IOException {
    List<ZipItem> texts = texts(40);
    byte[] plain = RandomData.text(random, 5000);
    saved(
        with(texts, ZipItem.stored("properties", plain)),
        with(texts, ZipItem.stored("properties", edited(plain, 70, 900))),
        false);
  }

  @Test
  void aJarOfStoredEntriesIsLeftAlone() throws IOException {
    List<ZipItem> base = new ArrayList<>();
    List<ZipItem> target = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      byte[] plain = RandomData.text(random, 2000);
      base.add(ZipItem.stored("n" + i, plain));
      target.add(ZipItem.stored("n" + i, i == 3 ? edited(plain, 1000) : plain));
    }
    saved(base, target, false);
  }

  @Test
  void incompressibleDataCostWhatTheyAre() throws IOException {
    List<ZipItem> base = new ArrayList<>();
    List<ZipItem> target = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      base.add(ZipItem.deflated("n" + i, RandomData.bytes(random, 4000), 6));
      target.add(ZipItem.deflated("n" + i, RandomData.bytes(random, 4000), 6));
    }
    saved(base, target, true);
  }

  @Test
  void aJarWhoseBaseIsGoneIsPackedBetter() throws IOException {
    byte[] now = ZipBytes.of(texts(30)).render();
    Item gone = Item.file("other", RandomData.bytes(random, 10));
    DiffResult result = diff(gone, Item.file("a.jar", now));
    DiffResult without = diff(gone, Item.file("a.jar", opaque(now)));
    assertThat(result.archives().unpackedCount()).isEqualTo(1);
    assertThat(result.deltaLength()).isLessThan(without.deltaLength() * 9 / 10);
  }

  @Test
  void aTinyArchiveIsSeenThroughIfItsOnlyMemberChanged() throws IOException {
    byte[] plain = RandomData.text(random, 1500);
    assertThat(
            saved(
                List.of(ZipItem.deflated("a", plain, 6)),
                List.of(ZipItem.deflated("a", edited(plain, 700), 6)),
                true))
        .isGreaterThan(300);
  }

  @Test
  void changedTextsAreSeenThrough() throws IOException {
    List<ZipItem> base = texts(40);
    List<ZipItem> target = new ArrayList<>();
    for (ZipItem item : base) {
      target.add(ZipItem.deflated(item.name(), edited(item.plain(), 1000), 6));
    }
    assertThat(saved(base, target, true)).isGreaterThan(20_000);
  }
}
