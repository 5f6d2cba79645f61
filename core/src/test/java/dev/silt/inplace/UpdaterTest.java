package dev.silt.inplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CorruptDataException;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.error.TreeDiffersException;
import dev.silt.error.UpdateInProgressException;
import dev.silt.error.UpdateUnfinishedException;
import dev.silt.inplace.UpdateResult.Outcome;
import dev.silt.progress.ProgressListener;
import dev.silt.testing.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates of trees that are not just the base, in two steps, by two processes, and again. */
class UpdaterTest {

  private static @Nullable CrashPair made;

  private final CrashPair pair = Objects.requireNonNull(made);

  private ModelDisk disk = new ModelDisk(ModelWorld.empty());

  @BeforeAll
  static void makePair(@TempDir Path directory) throws IOException {
    made = CrashPair.of(EverythingPair.make(), directory);
  }

  @BeforeEach
  void makeDisk() {
    disk = pair.newDisk();
  }

  private Updater updater(boolean force) {
    return pair.updater(disk, force);
  }

  private UpdateCheck check() throws IOException {
    try (Updater updater = updater(false)) {
      return updater.check(pair.delta());
    }
  }

  private UpdateResult apply(boolean force) throws IOException {
    try (Updater updater = updater(force)) {
      return updater.apply(pair.delta());
    }
  }

  private Directory in(String path) throws IOException {
    return new OpenTree(disk.root()).directory(Bytes.latin1(path));
  }

  private void write(String directory, String name, String content) throws IOException {
    try (OpenFile file = in(directory).createFile(Bytes.latin1(name))) {
      byte[] bytes = Bytes.latin1(content);
      file.write(0, bytes, 0, bytes.length);
      file.truncate(bytes.length);
    }
  }

  @Test
  void aCheckOfTheBaseFindsNothing() throws IOException {
    UpdateCheck check = check();

    assertThat(check.fits()).isTrue();
    assertThat(check.basePaths()).isTrue();
    assertThat(check.target()).isFalse();
    assertThat(check.writtenLength()).isPositive();
    assertThat(disk.changeCount).isZero();
    pair.assertBase(disk, "after a check");
  }

  @Test
  void whatTheBaseDoesNotKnowStays() throws IOException {
    write("etc", "mine", "1");
    write("gone/deep", "mine", "2");
    assertThat(check().fits()).isTrue();
    assertThat(check().basePaths()).isFalse();

    apply(false);

    assertThat(in("etc").status(Bytes.latin1("mine"))).isNotNull();
    assertThat(in("gone/deep").list()).hasSize(1);
    assertThat(in("gone").list()).hasSize(1);
  }

  @Test
  void whatIsModifiedStopsAnUpdateThatTouchesIt() throws IOException {
    write("gone", "file", "modified");

    assertThat(check().modified()).containsExactly("gone/file");
    assertThatThrownBy(() -> apply(false))
        .isInstanceOf(TreeDiffersException.class)
        .hasMessageContaining("gone/file")
        .hasMessageContaining("--force-restore");
    assertThat(disk.root().status(TreeScan.STAGE)).isNull();

    assertThat(apply(true).outcome()).isEqualTo(Outcome.UPDATED);
    pair.assertTarget(disk, "after a forced update");
  }

  @Test
  void whatIsModifiedAndNotTouchedDoesNotMatter() throws IOException {
    write("etc", "empty", "no more");

    apply(false);

    assertThat(in("etc").openFile(Bytes.latin1("empty")).length()).isEqualTo(7);
  }

  @Test
  void whatContentsAreMadeFromCannotBeForced() throws IOException {
    write("bin", "tool", "modified");

    assertThatThrownBy(() -> apply(true))
        .isInstanceOf(TreeDiffersException.class)
        .hasMessageContaining("bin/tool")
        .hasMessageContaining("made from it");
  }

  @Test
  void whatIsMissingOrInTheWayIsNamed() throws IOException {
    in("gone").removeFile(Bytes.latin1("file"));
    write("", "new-name", "here already");
    in("").removeFile(Bytes.latin1("link"));

    UpdateCheck check = check();

    assertThat(check.missing()).containsExactlyInAnyOrder("gone/file", "link");
    assertThat(check.extra()).containsExactly("new-name");
    assertThat(check.blocking()).isEmpty();
    apply(true);
    pair.assertTarget(disk, "after a forced update");
  }

  @Test
  void somebodysFilesInADirectoryThatBecomesAFileAreNotLost() throws IOException {
    write("becomes-file", "mine", "1");

    assertThatThrownBy(() -> apply(true))
        .isInstanceOf(TreeDiffersException.class)
        .hasMessageContaining("becomes-file/mine");
  }

  @Test
  void aPlantedLinkIsNotFollowed() throws IOException {
    for (String name : new String[] {"etc", "bin", "times", "gone"}) {
      disk = pair.newDisk();
      Directory root = disk.root();
      root.makeDirectory(Bytes.latin1("elsewhere"));
      root.rename(Bytes.latin1(name), in("elsewhere"), Bytes.latin1(name));
      root.makeSymbolicLink(Bytes.latin1(name), Bytes.latin1("elsewhere/" + name));

      var before = disk.cache.describe(Set.of()).subMap("elsewhere", "elsewherf");

      assertThatThrownBy(() -> apply(false)).isInstanceOf(TreeDiffersException.class);
      try {
        apply(true);
      } catch (TreeDiffersException e) {
        assertThat(e.differences()).isNotEmpty();
      }

      assertThat(disk.cache.describe(Set.of()).subMap("elsewhere", "elsewherf")).isEqualTo(before);
    }
  }

  @Test
  void archivesAreSeenThrough() throws IOException {
    assertThat(pair.unpackedCount()).isEqualTo(2);
    assertThat(check().workLength()).isBetween(1_000L, 200_000L);
  }

  @Test
  void noRoomForWorkFilesStopsBeforeAnythingIsStaged() throws IOException {
    UpdateSettings settings =
        new UpdateSettings(
            "tree",
            false,
            false,
            Limits.defaults(),
            ProgressListener.NONE,
            (length, stagedLength) -> {
              throw new IOException("no room for " + length + " beside " + stagedLength);
            });
    try (Updater updater = Updater.of(disk.root(), settings)) {
      assertThatThrownBy(() -> updater.apply(pair.delta())).hasMessageContaining("no room for ");
    }
    pair.assertBase(disk, "without room");
  }

  @Test
  void whatAnArchiveIsMadeFromCannotBeForced() throws IOException {
    write("lib", "app.jar", "modified");

    assertThatThrownBy(() -> apply(true))
        .isInstanceOf(TreeDiffersException.class)
        .hasMessageContaining("lib/app.jar")
        .hasMessageContaining("made from it");
  }

  @Test
  void twoStepsMakeTheTargetToo() throws IOException {
    try (Updater updater = updater(false)) {
      assertThat(updater.prepare(pair.delta()).outcome()).isEqualTo(Outcome.PREPARED);
    }
    disk = disk.restart(null);
    try (Updater updater = updater(false)) {
      assertThat(Objects.requireNonNull(updater.prepared()).placedCount()).isPositive();
      assertThat(updater.recover().outcome()).isEqualTo(Outcome.PREPARED);
      UpdateResult again = updater.prepare(pair.delta());
      assertThat(again).isEqualTo(updater.prepared());
      assertThat(again.placedCount()).isPositive();
      assertThat(updater.commit().outcome()).isEqualTo(Outcome.UPDATED);
      assertThat(updater.commit().outcome()).isEqualTo(Outcome.NOTHING);
    }
    pair.assertTarget(disk, "after two steps");
    assertThat(apply(false).outcome()).isEqualTo(Outcome.UP_TO_DATE);
    assertThat(check().target()).isTrue();
  }

  @Test
  void anAbortLeavesTheBase() throws IOException {
    try (Updater updater = updater(false)) {
      updater.prepare(pair.delta());
      assertThat(updater.abort().outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(updater.abort().outcome()).isEqualTo(Outcome.NOTHING);
    }
    pair.assertBase(disk, "after an abort");
  }

  @Test
  void whatChangedSinceItWasPreparedIsNotOverwritten() throws IOException {
    try (Updater updater = updater(false)) {
      updater.prepare(pair.delta());
      write("gone", "file", "changed");

      assertThatThrownBy(updater::commit)
          .isInstanceOf(TreeDiffersException.class)
          .hasMessageContaining("gone/file");
      assertThat(updater.abort().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }
  }

  @Test
  void oneUpdateAtATime() throws IOException {
    try (Stage stage = Stage.create(disk.root())) {
      assertThat(stage.state()).isEqualTo(Stage.State.EMPTY);
      assertThatThrownBy(() -> apply(false)).isInstanceOf(UpdateInProgressException.class);
      try (Updater updater = updater(false)) {
        assertThatThrownBy(updater::recover).isInstanceOf(UpdateInProgressException.class);
      }
    }
    assertThat(apply(false).outcome()).isEqualTo(Outcome.UPDATED);
  }

  @Test
  void aDeltaThatBreaksOffIsContinued() throws IOException {
    byte[] delta = pair.delta().readAllBytes();
    long all = apply(false).writtenLength();
    disk = pair.newDisk();
    byte[] begin = Arrays.copyOf(delta, delta.length - 40);
    try (Updater updater = updater(false)) {
      assertThatThrownBy(() -> updater.apply(new ByteArrayInputStream(begin)))
          .isInstanceOf(CorruptDataException.class)
          .hasMessageContaining("ends early");
    }
    assertThat(pair.isBase(disk)).isFalse(); // the stage is there

    UpdateResult result = apply(false);

    assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(result.writtenLength()).isLessThan(all / 2);
    pair.assertTarget(disk, "after it was continued");
  }

  @Test
  void aCommitThatBrokeOffIsTold() throws IOException {
    IOException failure = null;
    for (int n = 1; !(failure instanceof UpdateUnfinishedException); n += 7) {
      disk = pair.newDisk();
      disk.failAt(ModelDisk.Fault.ERROR, n);
      failure = null;
      try {
        apply(false);
      } catch (IOException e) {
        failure = e;
      }
      disk.failAt(ModelDisk.Fault.NONE, 0);
      disk.locked.clear();
      assertThat(n).as("operations until the commit").isLessThan(100_000);
    }
    assertThat(failure).hasMessageContaining("'silt recover' completes it");
    assertThatThrownBy(this::check)
        .isInstanceOf(UpdateInProgressException.class)
        .hasMessageContaining("'silt recover' completes it");
    try (Updater updater = updater(false)) {
      assertThat(updater.recover().outcome()).isEqualTo(Outcome.COMPLETED);
    }
    pair.assertTarget(disk, "after it was completed");
  }

  @Test
  void everyTruncationAndManyFlippedBitsLeaveTheBase() throws IOException {
    byte[] delta = pair.delta().readAllBytes();
    for (int i = 0; i < delta.length; i += 1 + delta.length / 300) {
      byte[] damaged = delta.clone();
      damaged[i] ^= (byte) (1 << (i % 8));
      refused(damaged);
      refused(Arrays.copyOf(delta, i));
    }
  }

  private void refused(byte[] delta) throws IOException {
    disk = pair.newDisk();
    try (Updater updater = updater(false)) {
      assertThatThrownBy(() -> updater.apply(new ByteArrayInputStream(delta)))
          .isInstanceOf(SiltException.class);
      updater.recover();
    }
    pair.assertNothingLeft();
    pair.assertBase(disk, "after a damaged delta");
  }
}
