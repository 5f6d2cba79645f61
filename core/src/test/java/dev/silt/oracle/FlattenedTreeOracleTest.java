package dev.silt.oracle;

import dev.silt.ImageSource;
import dev.silt.Silt;
import dev.silt.TreeOptions;
import dev.silt.testing.Programs;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The flattened tree of the images that {@code testdata/corpus/make_edge.py} writes: whiteouts,
 * hard links, odd names, devices, xattrs; on arm64 also what some engines refuse.
 */
@Tag("oracle")
class FlattenedTreeOracleTest {

  private static Path shared;
  private Path work;

  @BeforeAll
  static void makeImages(@TempDir Path directory) throws Exception {
    Programs.require("python3", "zstd", "tar");
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
  @CsvSource({"old,amd64", "new,amd64", "old,arm64", "new,arm64"})
  void pythonSeesTheSame(String side, String architecture) throws Exception {
    Path silt = list(archive(side), architecture);

    Path python = flattenedByPython(side, architecture);
    Programs.run(work.resolve("log"), Programs.testdata("oracle/same_tree.py"), python, silt);
  }

  @ParameterizedTest
  @CsvSource({"old,amd64", "new,arm64"})
  void layoutDirectoryIsTheSame(String side, String architecture) throws Exception {
    Path silt = list(shared.resolve("edge-" + side), architecture);

    Path python = flattenedByPython(side, architecture);
    Programs.run(work.resolve("log"), Programs.testdata("oracle/same_tree.py"), python, silt);
  }

  /** Checks the Python oracle too: {@code umoci unpack} shares no code with it. */
  @ParameterizedTest
  @CsvSource({"old,amd64", "new,amd64", "old,arm64", "new,arm64"})
  void umociUnpacksTheSame(String side, String architecture) throws Exception {
    Programs.require("skopeo", "umoci");
    Programs.requireRoot();
    Path bundle = work.resolve("bundle");
    Path unpacked = work.resolve("umoci");
    Programs.run(
        work.resolve("log"),
        Programs.testdata("oracle/unpack.sh"),
        archive(side),
        "linux/" + architecture,
        bundle);
    Programs.run(unpacked, Programs.testdata("oracle/unpacked.py"), bundle.resolve("rootfs"));

    Path python = flattenedByPython(side, architecture);
    Path comparison = Programs.testdata("oracle/same_tree.py");
    Programs.run(work.resolve("log"), comparison, "--umoci", python, unpacked);
  }

  private Path list(Path image, String architecture) throws Exception {
    Path lines = work.resolve("silt");
    ImageSource source = ImageSource.of(image).withPlatform("linux/" + architecture);
    TreeLines.write(Silt.list(source, TreeOptions.defaults().withDigests(true)), lines);
    return lines;
  }

  private Path flattenedByPython(String side, String architecture) throws Exception {
    Path lines = work.resolve("python");
    Path program = Programs.testdata("oracle/flatten.py");
    Programs.run(lines, program, archive(side), "--platform", "linux/" + architecture);
    return lines;
  }

  private static Path archive(String side) {
    return shared.resolve("edge-" + side + ".tar");
  }
}
