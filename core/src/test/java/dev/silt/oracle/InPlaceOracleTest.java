package dev.silt.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.ImageSource;
import dev.silt.InPlace;
import dev.silt.InPlaceOptions;
import dev.silt.InPlaceResult;
import dev.silt.Purpose;
import dev.silt.Silt;
import dev.silt.testing.Programs;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The images that {@code testdata/corpus/make_edge.py} writes: what {@code umoci unpack} makes of
 * one, updated in place, is what Python and umoci make of the other.
 */
@Tag("oracle")
class InPlaceOracleTest {

  private static Path shared;
  private Path work;

  @BeforeAll
  static void makeImages(@TempDir Path directory) throws Exception {
    Programs.require("python3", "zstd", "tar", "skopeo", "umoci", "setfattr", "getfattr");
    Programs.requireRoot();
    shared = directory;
    Programs.run(shared.resolve("log"), Programs.testdata("corpus/make_edge.py"), shared);
    for (String side : new String[] {"old", "new"}) {
      Path layout = shared.resolve("edge-" + side);
      Programs.run(shared.resolve("log"), "tar", "-C", layout, "-cf", archive(side), ".");
    }
  }

  @BeforeEach
  void useDirectory(@TempDir Path directory) {
    work = directory;
  }

  @ParameterizedTest
  @CsvSource({"old,new,amd64", "new,old,amd64", "old,new,arm64", "new,old,arm64"})
  void becomesWhatUmociUnpacks(String base, String target, String architecture) throws Exception {
    String platform = "linux/" + architecture;
    Path bundle = work.resolve("bundle");
    Programs.run(
        work.resolve("log"),
        Programs.testdata("oracle/unpack.sh"),
        archive(base),
        platform,
        bundle);
    Path delta = work.resolve("delta");
    Silt.diff(
        ImageSource.of(archive(base)).withPlatform(platform),
        ImageSource.of(archive(target)).withPlatform(platform),
        delta,
        DiffOptions.fast().withPurpose(Purpose.ROOTFS));

    InPlaceResult result =
        InPlace.apply(bundle.resolve("rootfs"), DeltaSource.of(delta), InPlaceOptions.defaults());

    assertThat(result.outcome()).isEqualTo(InPlaceResult.Outcome.UPDATED);
    Path updated = work.resolve("updated");
    Programs.run(updated, Programs.testdata("oracle/unpacked.py"), bundle.resolve("rootfs"));
    Path python = work.resolve("python");
    Programs.run(
        python, Programs.testdata("oracle/flatten.py"), archive(target), "--platform", platform);
    Path comparison = Programs.testdata("oracle/same_tree.py");
    Programs.run(work.resolve("log"), comparison, "--umoci", python, updated);
  }

  private static Path archive(String side) {
    return shared.resolve("edge-" + side + ".tar");
  }
}
