package dev.silt.inplace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.Purpose;
import dev.silt.Silt;
import dev.silt.error.Limits;
import dev.silt.testing.Container;
import dev.silt.testing.ImagePair;
import dev.silt.testing.TreeModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** A pair of trees with the delta between them. Immutable. */
final class CrashPair {

  private final Path work;
  private final ModelWorld base;
  private final byte[] delta;
  private final Map<String, String> baseLines;
  private final Map<String, String> targetLines;
  private final Set<String> untimed = new HashSet<>();

  @SuppressWarnings("ReferenceEquality") // one object stands for all implicit directories
  private CrashPair(TreeModel from, TreeModel to, byte[] delta, Path work) {
    this.work = work;
    this.base = ModelWorld.of(from);
    this.delta = delta;
    for (Map.Entry<String, dev.silt.testing.Item> entry : to.items().entrySet()) {
      if (entry.getValue() == TreeModel.IMPLICIT) {
        untimed.add(entry.getKey());
      }
    }
    if (to.get("") == null) {
      untimed.add(""); // no layer says what the root is like
    }
    this.baseLines = base.describe(Set.of());
    this.targetLines = ModelWorld.of(to).describe(untimed);
  }

  static CrashPair of(ImagePair pair, Path directory) throws IOException {
    return of(pair, Purpose.ROOTFS, directory);
  }

  static CrashPair of(ImagePair pair, Purpose purpose, Path directory) throws IOException {
    Path delta = directory.resolve("delta");
    Path work = Files.createDirectories(directory.resolve("work"));
    Silt.diff(
        Container.OCI_ARCHIVE.write(pair.base().render(), directory, "base"),
        Container.OCI_ARCHIVE.write(pair.target().render(), directory, "target"),
        delta,
        DiffOptions.fast().withPurpose(purpose).withThreadCount(1).withSelfCheck(false));
    return new CrashPair(pair.base().tree(), pair.target().tree(), Files.readAllBytes(delta), work);
  }

  ModelDisk newDisk() {
    return new ModelDisk(base.copy());
  }

  InputStream delta() {
    return new ByteArrayInputStream(delta);
  }

  Updater updater(ModelDisk disk, boolean force) {
    return Updater.of(disk.root(), TestSettings.of("the tree", force, work));
  }

  void assertNothingLeft() {
    assertThat(work).as("work files").isEmptyDirectory();
  }

  UpdateResult apply(ModelDisk disk) throws IOException {
    try (Updater updater = updater(disk, false)) {
      return updater.apply(delta());
    } finally {
      assertNothingLeft();
    }
  }

  /** {@return archives that the delta sees through} */
  long unpackedCount() throws IOException {
    return Silt.inspect(DeltaSource.of(delta()), 0, Limits.defaults()).unpackedContentCount();
  }

  UpdateResult recover(ModelDisk disk) throws IOException {
    try (Updater updater = updater(disk, false)) {
      return updater.recover();
    }
  }

  boolean isBase(ModelDisk disk) {
    return disk.cache.describe(Set.of()).equals(baseLines);
  }

  boolean isTarget(ModelDisk disk) {
    return disk.cache.describe(untimed).equals(targetLines);
  }

  boolean sameTrees() {
    return base.describe(untimed).equals(targetLines);
  }

  void assertTarget(ModelDisk disk, String when) {
    assertThat(differences(disk.cache.describe(untimed), targetLines)).as(when).isEmpty();
  }

  void assertBase(ModelDisk disk, String when) {
    assertThat(differences(disk.cache.describe(Set.of()), baseLines)).as(when).isEmpty();
  }

  private static List<String> differences(
      Map<String, String> actual, Map<String, String> expected) {
    TreeSet<String> paths = new TreeSet<>(actual.keySet());
    paths.addAll(expected.keySet());
    List<String> differences = new ArrayList<>();
    for (String path : paths) {
      if (!Objects.equals(actual.get(path), expected.get(path))) {
        differences.add(
            path + ": is " + actual.get(path) + ", should be " + expected.get(path) + "\n");
      }
    }
    return differences;
  }
}
