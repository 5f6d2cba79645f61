package dev.silt.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.InputChangedException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.progress.ProgressListener;
import dev.silt.tar.TarEntry;
import dev.silt.tar.TarReader;
import dev.silt.testing.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The canonical tar of a tree. */
class RootTreeTest {

  private final Path directory;

  RootTreeTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static RootTree open(Path root) throws IOException {
    return RootTree.open(root, Limits.defaults());
  }

  private static Digest digest(Path root) throws IOException {
    try (RootTree tree = open(root)) {
      return tree.digest(ProgressListener.NONE);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void readsBackAsTheTreeInPathOrder() throws IOException {
    Path root = SampleTree.make(directory.resolve("root"));
    List<String> paths = new ArrayList<>();
    List<String> links = new ArrayList<>();
    try (RootTree tree = open(root)) {
      TarReader reader = TarReader.open(tree.tar().open(), Limits.defaults());
      for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
        paths.add(text(entry.path()));
        assertThat(entry.raw()).as("%s", entry).isNull();
        assertThat(entry.userName()).isEmpty();
        if (entry.type() == '1' || entry.type() == '2') {
          links.add(
              (char) entry.type() + " " + text(entry.path()) + " " + text(entry.linkTarget()));
        }
        if (entry.dataLength() > 0) {
          byte[] content = new byte[(int) entry.dataLength()];
          int done = 0;
          while (done < content.length) {
            done += reader.read(content, done, content.length - done);
          }
          assertThat(content).isEqualTo(Files.readAllBytes(RawNames.resolve(root, entry.path())));
        }
        assertThat(reader.endEntry()).isNull();
      }
      assertThat(reader.zeroLength()).isEqualTo(1024);
      assertThat(reader.readTail(new byte[1], 0, 1)).isNegative();
    }
    assertThat(paths).startsWith("./", "a/", "a/b", "a!b", "ab", "deep-directory/");
    assertThat(paths).contains("empty-directory/", "gr\u00f6\u00dfe", "\u65e5\u672c", "no\ufffd8");
    assertThat(links)
        .containsExactly(
            "2 etc/dangling no/such/file/..",
            "2 etc/long " + "t".repeat(300),
            "2 etc/loop loop",
            "2 etc/mtab ../proc/self/mounts",
            "2 etc/outside /etc/hostname",
            "1 etc/passwd- etc/passwd",
            "2 etc/to-directory ../usr",
            "1 etc/zzz etc/passwd",
            "2 etc/\u00fc ../gr\u00f6\u00dfe");
  }

  @Test
  void readsTheSameAtAnyOffset() throws IOException {
    Path root = SampleTree.make(directory.resolve("root"));
    SplittableRandom random = new SplittableRandom(7);
    try (RootTree tree = open(root)) {
      byte[] all = tree.tar().readAll();
      assertThat(Digest.sha256(all)).isEqualTo(tree.digest(ProgressListener.NONE));
      byte[] headers = tree.headers().readAll();
      assertThat(headers).hasSameSizeAs(all);
      for (int i = 0; i < 3000; i++) {
        int from = random.nextInt(all.length);
        int count = random.nextInt(i % 9 == 0 ? 100_000 : 700);
        byte[] part = new byte[count + 1];
        int n = tree.tar().read(from, part, 1, count);
        assertThat(n).isEqualTo(Math.min(count, all.length - from));
        assertThat(Arrays.equals(part, 1, 1 + n, all, from, from + n)).as("at %d", from).isTrue();
      }
      assertThat(tree.tar().read(all.length, new byte[1], 0, 1)).isNegative();
    }
  }

  @Test
  void pythonComputesTheSameFromTheSpecification() throws Exception {
    Programs.require("python3");
    Path root = SampleTree.make(directory.resolve("root"));
    makeDevices(root);
    Path printed = directory.resolve("printed");
    Programs.run(printed, "python3", Programs.testdata("oracle/rootfs_id.py"), root);
    assertThat(Files.readString(printed).strip())
        .isEqualTo(Digest.sha256(RootTree.config(digest(root))).toString());
  }

  @Test
  void gnuTarExtractsTheSameTree() throws Exception {
    Programs.require("tar");
    Programs.requireRoot();
    Path root = SampleTree.make(directory.resolve("root"));
    makeDevices(root);
    Path tar = directory.resolve("tar");
    try (RootTree tree = open(root);
        var out = Files.newOutputStream(tar)) {
      tree.tar().open().transferTo(out);
    }
    Path copy = Files.createDirectory(directory.resolve("copy"));
    Path printed = directory.resolve("printed");
    Programs.run(printed, "tar", "-xpf", tar, "--numeric-owner", "-C", copy);
    assertThat(digest(copy)).isEqualTo(digest(root));
    Programs.run(printed, "tar", "-tvf", tar, "--numeric-owner");
    assertThat(Files.readString(printed, StandardCharsets.ISO_8859_1))
        .containsPattern("crw-r--r-- 0/0 +1,3 ")
        .containsPattern("brw------- 0/0 +259,70000 ")
        .contains("-rw-r--r-- 3000000000/4000000 1 ")
        .contains("hrw--w---- 0/0", "etc/zzz link to etc/passwd");
  }

  /** Devices and other people's files, which take root. */
  private void makeDevices(Path root) throws Exception {
    Programs.requireRoot();
    Path printed = directory.resolve("printed");
    Programs.run(printed, "mknod", "-m", "644", root.resolve("null"), "c", "1", "3");
    Programs.run(printed, "mknod", "-m", "600", root.resolve("disk"), "b", "259", "70000");
    Programs.run(printed, "mkfifo", root.resolve("pipe"));
    Programs.run(printed, "ln", "-s", "no//such/../file/", root.resolve("odd-link"));
    Programs.run(printed, "touch", "-d", "1969-12-31T23:59:54.5Z", root.resolve("a!b"));
    Programs.run(printed, "chmod", "620", root.resolve("etc/passwd"));
    Programs.run(printed, "chown", "3000000000:4000000", root.resolve("a!b"));
  }

  @Test
  void isTheSameInEveryLocale() throws Exception {
    Path root = SampleTree.make(directory.resolve("root"));
    String expected = digest(root).toString();
    for (String locale : List.of("C", "C.UTF-8", "POSIX")) {
      Process process = java(locale, root);
      String printed = text(process.getInputStream().readAllBytes());
      assertThat(process.waitFor()).isZero();
      assertThat(printed).isEqualTo(expected);
    }
  }

  /** With the code under test, which is a module here, and the modules it needs. */
  private static String classPath() {
    String code = RootTree.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return String.join(
        File.pathSeparator,
        code,
        System.getProperty("java.class.path", ""),
        System.getProperty("jdk.module.path", ""));
  }

  private static Process java(String locale, Path root) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath(),
            Main.class.getName(),
            root.toString());
    builder.environment().put("LC_ALL", locale);
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** What another JVM runs. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
      System.out.print(digest(Path.of(arguments[0])));
    }
  }

  @Test
  void noticesWhatChangesWhileItIsRead() throws IOException {
    Path root = SampleTree.make(directory.resolve("root"));
    for (String change : List.of("longer", "same length", "removed", "replaced by a link")) {
      Path file = root.resolve("etc/passwd");
      Files.deleteIfExists(file);
      Files.write(file, new byte[2000]);
      try (RootTree tree = open(root)) {
        switch (change) {
          case "longer" -> Files.write(file, new byte[2001]);
          case "same length" -> {
            Files.write(root.resolve("etc/other"), new byte[2000]);
            Files.move(
                root.resolve("etc/other"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
          }
          case "removed" -> Files.delete(file);
          default -> {
            Files.delete(file);
            Files.createSymbolicLink(file, Path.of("zzz"));
          }
        }
        assertThatThrownBy(() -> tree.digest(ProgressListener.NONE))
            .as(change)
            .isInstanceOf(InputChangedException.class)
            .hasMessageContaining("etc/passwd: changed while it was read");
      }
    }
  }

  @Test
  void noticesAFileThatIsCutOffWhileItIsOpen() throws IOException {
    Path root = SampleTree.make(directory.resolve("root"));
    try (RootTree tree = open(root)) {
      tree.tar().readAll();
      Files.write(root.resolve("usr/sparse"), new byte[3]);
      assertThatThrownBy(() -> tree.tar().readAll()).isInstanceOf(InputChangedException.class);
    }
  }

  @Test
  void obeysLimits() throws IOException {
    Path root = SampleTree.make(directory.resolve("root"));
    Limits few = new Limits(8 << 20, 1 << 20, 20, 64 << 20, 1L << 40, 27);
    assertThatThrownBy(() -> RootTree.open(root, few))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("Limits.entryCount");
    Limits small = new Limits(8 << 20, 1 << 20, 1000, 64 << 20, 1 << 20, 27);
    assertThatThrownBy(() -> RootTree.open(root, small))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("Limits.imageLength");
  }
}
