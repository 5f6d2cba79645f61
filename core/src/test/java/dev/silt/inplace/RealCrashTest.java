package dev.silt.inplace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.DeltaSource;
import dev.silt.InPlace;
import dev.silt.InPlaceOptions;
import dev.silt.InPlaceResult;
import dev.silt.io.WorkFiles;
import dev.silt.testing.ImagePair;
import dev.silt.testing.Programs;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Updates of a tree of everything on a real file system, as root: exact, also if the process dies
 * after any of its changes.
 */
@Tag("oracle")
class RealCrashTest {

  /** Processes that are killed. Exceptions are thrown at five times as many changes, or at each. */
  private static final int KILLS = Integer.getInteger("silt.kills", 40);

  private Path directory = Path.of("");
  private ModelWorld base = ModelWorld.empty();
  private Map<String, String> baseLines = Map.of();
  private Map<String, String> targetLines = Map.of();
  private Path delta = Path.of("");

  /** A tree of the base, to be copied. */
  private Path original = Path.of("");

  /** The process died. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Death() {
      super("died", null, false, false);
    }
  }

  /** In the build's directory, on a disk; the tests' temporary directory may be in memory. */
  @BeforeEach
  void makePair() throws IOException {
    Path build = Files.createDirectories(Path.of("target").toAbsolutePath());
    directory = Files.createTempDirectory(build, "crash");
    Programs.requireRoot();
    Programs.require("mknod", "touch", "setfattr", "getfattr", "sync", "kill", "cp");
    ImagePair pair = EverythingPair.make();
    CrashPair.of(pair, directory);
    delta = directory.resolve("delta");
    base = ModelWorld.of(pair.base().tree());
    baseLines = base.describe(Set.of());
    targetLines = ModelWorld.of(pair.target().tree()).describe(Set.of());
    original = Files.createDirectory(directory.resolve("original"));
    RealTree.write(base, original);
  }

  @AfterEach
  void clean() throws IOException {
    WorkFiles.deleteTree(directory);
  }

  private Path unpacked(String name) throws IOException {
    Path root = directory.resolve(name);
    try {
      Programs.run(directory.resolve("cp.out"), "cp", "-a", original, root);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return root;
  }

  @Test
  void updatesExactly() throws IOException {
    Path root = unpacked("root");
    assertThat(lines(root)).isEqualTo(baseLines);

    InPlaceResult result = InPlace.apply(root, DeltaSource.of(delta), InPlaceOptions.defaults());

    assertThat(result.outcome()).isEqualTo(InPlaceResult.Outcome.UPDATED);
    assertThat(lines(root)).isEqualTo(targetLines);
    assertThat(InPlace.apply(root, DeltaSource.of(delta), InPlaceOptions.defaults()).outcome())
        .isEqualTo(InPlaceResult.Outcome.UP_TO_DATE);
    assertThat(lines(root)).isEqualTo(targetLines);
  }

  @Test
  void everyDeathEndsInBaseOrTarget() throws IOException {
    int changes = countChanges();
    int step = Math.max(1, changes / (5 * KILLS));
    for (int n = 1; n <= changes; n += step) {
      Path root = unpacked("root" + n);
      try {
        apply(root, new FaultyDirectory.Trap(n, RealCrashTest::die));
      } catch (Death e) {
        assertThat(e).hasMessage("died");
      }
      checkRecovered(root, n);
      WorkFiles.deleteTree(root);
    }
    assertThat(changes).isGreaterThan(150);
  }

  private int countChanges() throws IOException {
    Path root = unpacked("counted");
    FaultyDirectory.Trap trap = new FaultyDirectory.Trap(0, () -> {});
    apply(root, trap);
    return trap.count();
  }

  private static void die() {
    throw new Death();
  }

  private void apply(Path root, FaultyDirectory.Trap trap) throws IOException {
    UpdateSettings settings = TestSettings.of(root, false, directory);
    Directory faulty = new FaultyDirectory(UnixDirectory.openRoot(root), trap);
    try (Updater updater = Updater.of(faulty, settings);
        InputStream in = Files.newInputStream(delta)) {
      updater.apply(in);
    }
  }

  @Test
  void everyKillEndsInBaseOrTarget() throws Exception {
    int changes = countChanges();
    for (int i = 0; i < KILLS; i++) {
      int n = 1 + i * changes / KILLS;
      Path root = unpacked("root" + n);
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xshare:auto",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  classPath(),
                  KilledUpdate.class.getName(),
                  root.toString(),
                  delta.toString(),
                  Integer.toString(n),
                  directory.toString())
              .inheritIO()
              .start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as("SIGKILL").isEqualTo(128 + 9);
      checkRecovered(root, n);
      WorkFiles.deleteTree(root);
    }
  }

  private static String classPath() {
    return System.getProperty("java.class.path")
        + File.pathSeparator
        + System.getProperty("jdk.module.path", "")
        + File.pathSeparator
        + Path.of("target/test-classes").toAbsolutePath();
  }

  private void checkRecovered(Path root, int n) throws IOException {
    InPlaceResult result = InPlace.recover(root, InPlaceOptions.defaults());
    Map<String, String> found = lines(root);
    switch (result.outcome()) {
      case COMPLETED -> assertThat(found).as("completed, " + n).isEqualTo(targetLines);
      case ROLLED_BACK -> assertThat(found).as("rolled back, " + n).isEqualTo(baseLines);
      default ->
          assertThat(found.equals(baseLines) || found.equals(targetLines))
              .as("%s, %s: %s", result.outcome(), n, found)
              .isTrue();
    }
    InPlace.apply(root, DeltaSource.of(delta), InPlaceOptions.defaults());
    assertThat(lines(root)).as("applied after " + n).isEqualTo(targetLines);
  }

  private static Map<String, String> lines(Path root) throws IOException {
    return RealTree.read(root).describe(Set.of());
  }
}
