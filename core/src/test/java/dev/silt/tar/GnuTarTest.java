package dev.silt.tar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.error.Limits;
import dev.silt.testing.Programs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What GNU tar writes has forms, whatever its format; runs where GNU tar is installed. */
class GnuTarTest {

  private Path dir;

  @BeforeEach
  void useDirectory(@TempDir Path directory) {
    dir = directory;
  }

  private static byte[] run(Path dir, List<String> command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(dir.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      byte[] out = process.getInputStream().readAllBytes();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return out;
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private void makeTree() throws IOException {
    Path deep = Files.createDirectories(dir.resolve("t/" + "level-of-a-path/".repeat(10)));
    Files.writeString(deep.resolve("n".repeat(120)), "long name");
    Files.writeString(dir.resolve("t/plain"), "plain");
    Files.createSymbolicLink(dir.resolve("t/link"), Path.of("target/".repeat(20) + "end"));
    Files.createLink(dir.resolve("t/same"), dir.resolve("t/plain"));
    try (var file =
        Files.newByteChannel(
            dir.resolve("t/sparse"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < 40; i++) {
        file.position(i * 100_000L);
        file.write(ByteBuffer.wrap(new byte[] {1}));
      }
    }
    try (var file = new RandomAccessFile(dir.resolve("t/hole").toFile(), "rw")) {
      file.setLength(70_000);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v7",
        "oldgnu",
        "gnu",
        "ustar",
        "posix",
        "oldgnu --sparse",
        "gnu --sparse",
        "posix --sparse --sparse-version=0.0",
        "posix --sparse --sparse-version=0.1",
        "posix --sparse --sparse-version=1.0",
        "gnu --incremental",
        "gnu --label=volume",
        "posix --owner=:3000000 --mtime=@1.25"
      })
  void hasForms(String options) throws Exception {
    Programs.require("tar");
    makeTree();
    List<String> command = new ArrayList<>(List.of("tar", "-c", "-f", "-"));
    command.addAll(List.of(("--format=" + options + " t").split(" ")));
    byte[] tar = run(dir, command);
    TarReader reader = TarReader.open(new ByteArrayInputStream(tar), Limits.defaults());
    int at = 0;
    int count = 0;
    for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
      byte[] region = TarCodec.render(entry);
      assertThat(entry.raw()).as("%s", entry).isNull();
      assertThat(region).isEqualTo(Arrays.copyOfRange(tar, at, at + region.length));
      at = (int) HeaderField.padded(reader.dataOffset() + entry.dataLength());
      if (entry.isRegular()
          && new String(entry.logicalPath(), StandardCharsets.UTF_8).equals("t/sparse")) {
        assertThat(entry.logicalLength()).isEqualTo(3_900_001);
        assertThat(entry.isSparse()).isEqualTo(options.contains("sparse"));
      }
      if (entry.isSparse()) {
        ByteArrayOutputStream expanded = new ByteArrayOutputStream();
        SparseContent.write(reader, entry, Limits.defaults(), expanded);
        String path = new String(entry.logicalPath(), StandardCharsets.UTF_8);
        assertThat(expanded.toByteArray()).isEqualTo(Files.readAllBytes(dir.resolve(path)));
      }
      count++;
    }
    assertThat(count).isGreaterThan(4);
  }
}
