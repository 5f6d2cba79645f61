package dev.silt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.InvalidImageException;
import dev.silt.testing.ClassArchiveBytes;
import dev.silt.testing.RandomData;
import dev.silt.testing.ZipBytes;
import dev.silt.testing.ZipItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A delta is for images and root file systems, sees through a jar, and serves both. */
@EnabledOnOs(OS.LINUX)
class InPlaceArchiveTest {

  private static final int MEMBERS = 60;

  private final byte[] changed = jar(3);
  private Path root = Path.of("");
  private Path jar = Path.of("");
  private Path work = Path.of("");
  private Path delta = Path.of("");
  private Path oldImage = Path.of("");
  private InPlaceOptions options = InPlaceOptions.defaults();

  private static byte[] jar(int changedCount) {
    SplittableRandom random = new SplittableRandom(9);
    List<ZipItem> items = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      byte[] plain = RandomData.text(random, 4000);
      plain[1000] += (byte) (i < changedCount ? 1 : 0);
      items.add(ZipItem.deflated("C" + i + ".class", plain, 6));
    }
    return ZipBytes.of(items).render();
  }

  @BeforeEach
  void makeDelta(@TempDir Path directory) throws IOException {
    oldImage = directory.resolve("old.tar");
    Path newImage = directory.resolve("new.tar");
    delta = directory.resolve("delta");
    SmallImage.writeImage(oldImage, jar(0));
    SmallImage.writeImage(newImage, changed);
    DiffResult result =
        Silt.diff(
            ImageSource.of(oldImage), ImageSource.of(newImage), delta, DiffOptions.balanced());
    assertThat(result.forImage()).isTrue();
    assertThat(result.forRootfs()).isTrue();
    assertThat(result.archives().unpackedCount()).isEqualTo(1);
    assertThat(result.deltaLength()).isLessThan(changed.length / 20);
    root = Files.createDirectory(directory.resolve("root"));
    jar = SmallImage.unpack(root, jar(0));
    work = Files.createDirectory(directory.resolve("work"));
    options = InPlaceOptions.defaults().withIgnoreOwnership(true).withWorkDirectory(work);
  }

  @Test
  void oneDeltaServesBoth() throws IOException {
    InPlace.apply(root, DeltaSource.of(delta), options);

    assertThat(jar).hasBinaryContent(changed);
    assertThat(work).isEmptyDirectory();
    Silt.verify(ImageSource.of(oldImage), DeltaSource.of(delta), ApplyOptions.defaults());
  }

  /** Nothing of the base's is written: its skeleton is another view of the file. */
  @Test
  void classArchivesAreSeenThrough() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    ClassArchiveBytes old = ClassArchiveBytes.random(random, 1000);
    byte[] target = old.changed(random).render();
    Path newImage = delta.resolveSibling("new.tar");
    SmallImage.writeImage(oldImage, old.render());
    SmallImage.writeImage(newImage, target);
    DiffOptions both = DiffOptions.balanced().withPurpose(Purpose.BOTH);
    DiffResult result = Silt.diff(ImageSource.of(oldImage), ImageSource.of(newImage), delta, both);
    assertThat(result.archives().unpackedCount()).isEqualTo(1);
    SmallImage.unpack(root, old.render());

    long workLength = InPlace.check(root, DeltaSource.of(delta), options).workLength();
    assertThat(workLength).isBetween((long) target.length, target.length + 20_000L);
    InPlace.apply(root, DeltaSource.of(delta), options);

    assertThat(jar).hasBinaryContent(target);
  }

  @Test
  void theCheckTellsTheRoomForWorkFiles() throws IOException {
    InPlaceCheck check = InPlace.check(root, DeltaSource.of(delta), options);

    long plain = 3 * 4000;
    assertThat(check.workLength()).isBetween(3 * plain, 4 * plain);
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void workFilesAreNotInTheRootFileSystem() throws IOException {
    Path inside = Files.createDirectories(root.resolve("var/tmp"));

    assertThatThrownBy(
            () -> InPlace.apply(root, DeltaSource.of(delta), options.withWorkDirectory(inside)))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("choose a work directory outside");

    assertThat(jar).hasBinaryContent(jar(0));
    assertThat(root.resolve(".silt-update")).doesNotExist();
    assertThat(inside).isEmptyDirectory();
  }

  @Test
  void whatTakesNoWorkFilesMayHaveNoPlaceForThem() throws IOException {
    Path plain = delta.resolveSibling("plain");
    Path other = delta.resolveSibling("other.tar");
    SmallImage.writeImage(other, new byte[] {1});
    Silt.diff(
        ImageSource.of(oldImage),
        ImageSource.of(other),
        plain,
        DiffOptions.fast().withPurpose(Purpose.ROOTFS));

    assertThat(InPlace.check(root, DeltaSource.of(plain), options).workLength()).isZero();
    InPlace.apply(root, DeltaSource.of(plain), options.withWorkDirectory(Path.of("/nowhere")));

    assertThat(jar).hasBinaryContent(new byte[] {1});
  }
}
