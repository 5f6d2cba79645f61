package dev.silt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has the output's name already: a file, a link, a device, a pipe, a directory. */
class OutputsTest {

  private Path directory;
  private ImageSource base;
  private ImageSource target;
  private Path delta;

  @BeforeEach
  void makeDelta(@TempDir Path given) throws IOException {
    directory = given;
    base = image("base", "the old program");
    target = image("target", "the new program");
    delta = directory.resolve("delta");
    Silt.diff(base, target, delta, DiffOptions.balanced());
  }

  private ImageSource image(String name, String program) throws IOException {
    Path file = directory.resolve(name);
    SmallImage.writeImage(file, program.getBytes(StandardCharsets.UTF_8));
    return ImageSource.of(file);
  }

  private ApplyResult apply(Path output) throws IOException {
    return Silt.apply(base, DeltaSource.of(delta), output, ApplyOptions.defaults());
  }

  @Test
  void pipesAreWrittenInto() throws Exception {
    Path pipe = directory.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    CompletableFuture<byte[]> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readAllBytes(pipe);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    Silt.diff(base, target, pipe, DiffOptions.balanced());
    assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(Files.readAllBytes(delta));
    assertThat(Files.isRegularFile(pipe)).isFalse();
    assertThatThrownBy(() -> apply(pipe)).isInstanceOf(FileSystemException.class);
    assertThat(listing()).containsExactly("base", "delta", "pipe", "target");
  }

  /** As root, a rename would take the device's place. */
  @Test
  void devicesAreWrittenInto() throws IOException {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device));
    Silt.diff(base, target, device, DiffOptions.balanced());
    Silt.sign(base, device, SignOptions.defaults());
    assertThatThrownBy(() -> apply(device)).isInstanceOf(FileSystemException.class);
    assertThat(Files.isRegularFile(device)).isFalse();
  }

  @Test
  void openFilesAreWrittenIntoAndLinksToThemStay() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
    Path file = directory.resolve("file");
    Path link = directory.resolve("link");
    Process cat = new ProcessBuilder("cat").redirectOutput(file.toFile()).start();
    try {
      // as /dev/stdout leads to it
      Files.createSymbolicLink(link, Path.of("/proc/" + cat.pid() + "/fd/1"));
      Silt.diff(base, target, link, DiffOptions.balanced());
      assertThat(Files.isSymbolicLink(link)).isTrue();
      assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(delta));
      assertThatThrownBy(() -> apply(link)).isInstanceOf(FileSystemException.class);
    } finally {
      cat.destroy();
    }
  }

  @Test
  void linksStayAndTheirFilesAreReplaced() throws IOException {
    Path file = Files.createDirectory(directory.resolve("sub")).resolve("file");
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("sub/file"));
    Files.writeString(file, "before");
    Silt.diff(base, target, link, DiffOptions.balanced());
    assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(delta));
    apply(link);
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(Files.size(file)).isGreaterThan(1000);
    assertThat(listing()).containsExactly("base", "delta", "link", "sub", "target");
  }

  @Test
  void directoriesAreRefusedBeforeAnyWork() throws IOException {
    Path taken = Files.createDirectory(directory.resolve("taken"));
    ImageSource missing = ImageSource.of(directory.resolve("missing"));
    assertThatThrownBy(() -> Silt.diff(missing, target, taken, DiffOptions.balanced()))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("output is a directory");
    assertThatThrownBy(() -> Silt.sign(missing, taken, SignOptions.defaults()))
        .hasMessageContaining("output is a directory");
    assertThatThrownBy(() -> apply(taken)).hasMessageContaining("output is a directory");
    Path nowhere = directory.resolve("no/delta");
    assertThatThrownBy(() -> apply(nowhere))
        .hasMessageContaining(nowhere + ": its directory does not exist");
  }

  private Stream<String> listing() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @Test
  void aFileThatIsReplacedKeepsItsMode() throws IOException {
    Path output = Files.createFile(directory.resolve("private"));
    Files.setPosixFilePermissions(output, PosixFilePermissions.fromString("rw-------"));
    Silt.diff(base, target, output, DiffOptions.balanced());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(output)))
        .isEqualTo("rw-------");
  }

  /** A new one has the mode that the process gives its files. */
  @Test
  void aNewFileHasTheUsualMode() throws IOException {
    Path usual = Files.createFile(directory.resolve("usual"));
    assertThat(Files.getPosixFilePermissions(delta))
        .isEqualTo(Files.getPosixFilePermissions(usual));
  }
}
