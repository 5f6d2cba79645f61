package dev.silt.damage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.ApplyOptions;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.ImageSource;
import dev.silt.Silt;
import dev.silt.TreeOptions;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.testing.Container;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that lie are refused with the right exception, by whoever reads them. */
@Timeout(60)
class HostileArchiveTest {

  /** Small, so that a bomb costs a test nothing. */
  private static final Limits LIMITS = new Limits(1 << 20, 1 << 16, 1000, 8 << 20, 16 << 20, 23);

  private static final ImageBytes GOOD =
      ImageSpec.of(LayerSpec.of(Item.file("good", new byte[2000]))).render();
  private static final ImageBytes BETTER =
      ImageSpec.of(LayerSpec.of(Item.file("good", new byte[2001]))).render();

  static List<HostileCase> layers() {
    return HostileLayers.all();
  }

  static List<HostileCase> containers() {
    return HostileContainers.all();
  }

  @ParameterizedTest
  @MethodSource
  void layers(HostileCase hostile, @TempDir Path directory) throws IOException {
    check(hostile, directory);
  }

  @ParameterizedTest
  @MethodSource
  void containers(HostileCase hostile, @TempDir Path directory) throws IOException {
    check(hostile, directory);
  }

  private static void check(HostileCase hostile, Path directory) throws IOException {
    Path file = Files.write(directory.resolve("hostile.tar"), hostile.archive());
    Path out = Files.createDirectory(directory.resolve("out"));
    ImageSource good = Container.OCI_ARCHIVE.write(GOOD, directory, "good");
    ImageSource better = Container.OCI_ARCHIVE.write(BETTER, directory, "better");
    Path delta = directory.resolve("delta");
    Silt.diff(good, better, delta, DiffOptions.fast());
    ImageSource bad = ImageSource.of(file);
    DiffOptions options =
        DiffOptions.fast().withThreadCount(2).withLimits(LIMITS).withSelfCheck(false);
    TreeOptions treeOptions = TreeOptions.defaults().withLimits(LIMITS).withThreadCount(2);

    boolean tree = hostile.refusedBy() != HostileCase.Scope.NOBODY;
    refuses(hostile, tree, () -> Silt.list(bad, treeOptions));
    refuses(
        hostile,
        tree,
        () -> Silt.list(ImageSource.of(new ByteArrayInputStream(hostile.archive())), treeOptions));
    boolean all = hostile.refusedBy() == HostileCase.Scope.ALL;
    refuses(hostile, all, () -> Silt.diff(bad, good, out.resolve("delta"), options));
    refuses(hostile, all, () -> Silt.diff(good, bad, out.resolve("delta"), options));
    ApplyOptions applyOptions = ApplyOptions.defaults().withLimits(LIMITS);
    assertThatThrownBy(
            () -> Silt.apply(bad, DeltaSource.of(delta), out.resolve("image"), applyOptions))
        .isInstanceOf(SiltException.class);
    Files.deleteIfExists(out.resolve("delta"));
    try (Stream<Path> left = Files.list(out)) {
      assertThat(left).as("left behind").isEmpty();
    }
  }

  private static void refuses(HostileCase hostile, boolean required, ThrowingCallable call) {
    Throwable thrown = null;
    try {
      call.call();
    } catch (Throwable e) {
      thrown = e;
    }
    if (thrown != null) {
      assertThat(thrown).as(hostile.name()).isInstanceOf(SiltException.class);
      assertThat(thrown.getMessage()).hasSizeLessThan(2000);
    }
    if (required) {
      assertThat(thrown).as(hostile.name()).isInstanceOf(hostile.expected());
    }
  }
}
