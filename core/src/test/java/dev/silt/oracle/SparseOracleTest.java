package dev.silt.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.ImageSource;
import dev.silt.Silt;
import dev.silt.TreeEntry;
import dev.silt.TreeOptions;
import dev.silt.testing.Bytes;
import dev.silt.testing.Container;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.LayerBytes;
import dev.silt.testing.LayerCodec;
import dev.silt.testing.Programs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse files that GNU tar stores are listed as they are on disk, and so sees them tarfile. */
@Tag("oracle")
@SuppressWarnings("NullAway.Init")
class SparseOracleTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--format=oldgnu",
        "--format=posix --sparse-version=0.0",
        "--format=posix --sparse-version=0.1",
        "--format=posix --sparse-version=1.0"
      })
  void filesAreWhatTheyWere(String options) throws Exception {
    Programs.require("tar", "python3");
    Path files = Files.createDirectories(directory.resolve("files"));
    makeFiles(files);
    Path tar = directory.resolve("layer.tar");
    Programs.run(
        directory.resolve("log"),
        Path.of("/bin/sh"),
        "-c",
        "tar --sparse " + options + " -C \"$0\" -cf \"$1\" many plain hole",
        files,
        tar);
    Path image = image(Files.readAllBytes(tar));

    List<TreeEntry> entries =
        Silt.list(ImageSource.of(image), TreeOptions.defaults().withDigests(true));
    for (TreeEntry entry : entries) {
      if (entry.type() == '-') {
        byte[] file =
            Files.readAllBytes(files.resolve(new String(entry.path(), StandardCharsets.UTF_8)));
        assertThat(entry.length()).isEqualTo(file.length);
        assertThat(entry.sha256()).isEqualTo(Bytes.sha256(file));
      }
    }
    assertThat(entries.stream().filter(entry -> entry.type() == '-')).hasSize(3);

    Path lines = directory.resolve("silt");
    TreeLines.write(entries, lines);
    Path python = directory.resolve("python");
    Programs.run(python, Programs.testdata("oracle/flatten.py"), image);
    Programs.run(directory.resolve("log"), Programs.testdata("oracle/same_tree.py"), python, lines);
  }

  private static void makeFiles(Path files) throws IOException {
    try (RandomAccessFile many = new RandomAccessFile(files.resolve("many").toFile(), "rw")) {
      for (int i = 0; i < 60; i++) {
        many.seek(i * 70_000L);
        many.write(("piece " + i).repeat(i + 1).getBytes(StandardCharsets.UTF_8));
      }
      many.setLength(5_000_000);
    }
    try (RandomAccessFile hole = new RandomAccessFile(files.resolve("hole").toFile(), "rw")) {
      hole.setLength(200_000);
    }
    Files.writeString(files.resolve("plain"), "plain");
  }

  private Path image(byte[] tar) throws IOException {
    LayerBytes layer = new LayerBytes(tar, tar, LayerCodec.NONE);
    String config =
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
            + layer.diffId()
            + "\"]}}";
    ImageBytes image =
        new ImageBytes(
            config.getBytes(StandardCharsets.UTF_8), List.of(layer), "amd64", List.of(), 1);
    Container.OCI_ARCHIVE.write(image, directory, "image");
    return directory.resolve("image");
  }
}
