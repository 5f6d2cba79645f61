package dev.silt.inplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.silt.Purpose;
import dev.silt.error.UpdateUnfinishedException;
import dev.silt.testing.ImageGenerator;
import dev.silt.testing.ImagePair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails after each change of the file system; an operation fails; the disk is full. A
 * recovery must end in the base or in the target, exactly. {@code -Dsilt.crash.pairs=200} tries
 * more pairs of images.
 */
class CrashTest {

  private static final int PAIRS = Integer.getInteger("silt.crash.pairs", 16);
  private static final long SEED = Long.getLong("silt.seed", 20_000);

  private Path directory = Path.of("");

  @BeforeEach
  void useDirectory(@TempDir Path empty) {
    directory = empty;
  }

  /** A check of one pair. */
  private interface Check {
    int run(CrashPair pair, long seed) throws IOException;
  }

  private int forPairs(Check check) throws IOException {
    int count = run(check, ArchivePairs.everyMember(), Purpose.BOTH, SEED);
    for (long seed = SEED; seed < SEED + PAIRS; seed++) {
      count += run(check, ImageGenerator.pair(seed), Purpose.ROOTFS, seed);
      if (seed % 4 == 0) {
        count += run(check, ArchivePairs.random(seed), Purpose.ROOTFS, seed);
      }
    }
    return count;
  }

  private int run(Check check, ImagePair pair, Purpose purpose, long seed) throws IOException {
    Path work = Files.createTempDirectory(directory, "pair");
    try {
      return check.run(CrashPair.of(pair, purpose, work), seed);
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ", " + pair.kind() + ": " + e, e);
    }
  }

  @Test
  void archivesAreSeenThrough() throws IOException {
    Path work = Files.createDirectory(directory.resolve("archives"));
    CrashPair pair = CrashPair.of(ArchivePairs.everyMember(), Purpose.BOTH, work);
    assertThat(pair.unpackedCount()).isEqualTo(2);
  }

  @Test
  void updates() throws IOException {
    forPairs(
        (pair, seed) -> {
          ModelDisk disk = pair.newDisk();
          pair.apply(disk);
          pair.assertTarget(disk, "after an update");
          assertThat(disk.restart(null).cache.describe(java.util.Set.of()))
              .as("on the disk")
              .isEqualTo(disk.cache.describe(java.util.Set.of()));
          return 1;
        });
  }

  @Test
  void everyCrashEndsInBaseOrTarget() throws IOException {
    int count =
        forPairs(
            (pair, seed) -> {
              int crashes = 0;
              for (boolean syncs : new boolean[] {true, false}) {
                for (int n = 1; crash(pair, n, seed, syncs); n++) {
                  crashes++;
                }
              }
              return crashes;
            });
    System.getLogger("crash").log(System.Logger.Level.INFO, "crash points: " + count);
    assertThat(count).isGreaterThan(Math.min(2000, 125 * PAIRS));
  }

  /** {@return whether there was an n-th change} */
  private static boolean crash(CrashPair pair, int n, long seed, boolean syncs) throws IOException {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + n);
    ModelDisk disk = pair.newDisk();
    disk.syncsFileSystem = syncs;
    disk.failAt(ModelDisk.Fault.CRASH, n);
    try {
      pair.apply(disk);
      return false;
    } catch (ModelDisk.Crash e) {
      assertThat(disk.isCrashed()).isTrue();
    }
    for (int variant = 0; variant < 3; variant++) {
      ModelDisk found = disk.restart(variant == 0 ? null : random);
      String when = "crash at " + n + ", variant " + variant + ", syncs " + syncs;
      if (random.nextInt(4) == 0) {
        found = crashAgain(pair, found, random);
      }
      UpdateResult result = pair.recover(found);
      check(pair, found, result, when);
      pair.apply(found);
      pair.assertTarget(found, when + ", then applied");
    }
    return true;
  }

  private static ModelDisk crashAgain(CrashPair pair, ModelDisk found, SplittableRandom random)
      throws IOException {
    found.failAt(ModelDisk.Fault.CRASH, random.nextInt(1, 40));
    try {
      pair.recover(found);
      found.failAt(ModelDisk.Fault.NONE, 0);
      return found;
    } catch (ModelDisk.Crash e) {
      return found.restart(random);
    }
  }

  private static void check(CrashPair pair, ModelDisk disk, UpdateResult result, String when) {
    switch (result.outcome()) {
      case COMPLETED -> pair.assertTarget(disk, when);
      case ROLLED_BACK -> pair.assertBase(disk, when);
      case NOTHING -> {
        if (!pair.isBase(disk)) {
          pair.assertTarget(disk, when + ": neither base nor");
        }
      }
      default -> fail(when + ": " + result.outcome());
    }
  }

  @Test
  void everyFailureEndsInBaseOrTarget() throws IOException {
    forPairs(
        (pair, seed) -> {
          int n = 1;
          while (failAt(pair, ModelDisk.Fault.ERROR, n)) {
            n += 1 + n / 50; // reads are many
          }
          return n;
        });
  }

  @Test
  void aFullDiskEndsInBaseOrTarget() throws IOException {
    forPairs(
        (pair, seed) -> {
          int n = 1;
          while (failAt(pair, ModelDisk.Fault.FULL, n)) {
            n++;
          }
          return n;
        });
  }

  /** {@return whether something failed} */
  private static boolean failAt(CrashPair pair, ModelDisk.Fault fault, int n) throws IOException {
    ModelDisk disk = pair.newDisk();
    disk.failAt(fault, n);
    IOException failure = null;
    try {
      pair.apply(disk);
    } catch (IOException e) {
      failure = e;
      assertThat(e).hasMessageContaining("injected");
    }
    int reached = fault == ModelDisk.Fault.ERROR ? disk.operationCount : disk.changeCount;
    disk.locked.clear();
    disk.failAt(ModelDisk.Fault.NONE, 0);
    String when = fault + " at " + n;
    if (failure != null) {
      if (Stage.isCommitting(disk.root())) {
        assertThat(failure).as(when).isInstanceOf(UpdateUnfinishedException.class);
      }
      check(pair, disk, pair.recover(disk), when);
    }
    pair.apply(disk);
    pair.assertTarget(disk, when + ", then applied");
    return reached >= n;
  }
}
