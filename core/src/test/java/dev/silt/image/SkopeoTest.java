package dev.silt.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.io.WorkFiles;
import dev.silt.testing.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the writer and the reader to skopeo, where it is installed. */
@SuppressWarnings("NullAway.Init")
final class SkopeoTest {

  @TempDir Path directory;

  @BeforeAll
  static void needSkopeo() {
    Programs.require("skopeo");
  }

  private String skopeo(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("skopeo", "--insecure-policy"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
    return output;
  }

  private String idOf(Path path, String name) throws Exception {
    try (WorkFiles work = WorkFiles.create(directory);
        ImageArchive archive = ImageArchive.open(path, Limits.defaults(), work)) {
      Image image = archive.select(null, name);
      for (ImageLayer layer : image.layers()) {
        try (LayerInput in = layer.open(Limits.defaults(), null)) {
          in.finish();
        }
      }
      return image.id().toString();
    }
  }

  /** No zstd: skopeo before 1.14 does not convert it for docker. */
  private Path source() throws IOException {
    return TestImage.simple(new TestImage(Codec.GZIP, Codec.NONE))
        .writeTar(directory.resolve("source.tar"));
  }

  private static String transport(ArchiveFormat format) {
    return switch (format) {
      case OCI_ARCHIVE -> "oci-archive:";
      case OCI_LAYOUT -> "oci:";
      case DOCKER_ARCHIVE -> "docker-archive:";
    };
  }

  @Test
  void skopeoTakesWhatIsWritten() throws Exception {
    Path source = source();
    String id = idOf(source, "example.org/app:1");
    for (ArchiveFormat format : ArchiveFormat.values()) {
      for (boolean plain : new boolean[] {true, false}) {
        if (!plain && format == ArchiveFormat.DOCKER_ARCHIVE) {
          continue;
        }
        Path target = directory.resolve("written-" + format + plain);
        Digest manifest = ImageWriterTest.copy(source, target, format, plain, null);
        String reference = transport(format) + target + ":example.org/app:1";
        String inspected = skopeo("inspect", reference);
        assertThat(inspected).contains("\"Architecture\": \"amd64\"");
        if (manifest != null) {
          assertThat(inspected).contains(manifest.toString());
        }
        Path docker = directory.resolve("docker-" + format + plain);
        skopeo("copy", reference, "docker-archive:" + docker + ":example.org/x:3");
        assertThat(idOf(docker, "example.org/x:3")).isEqualTo(id);
        Path oci = directory.resolve("oci-" + format + plain);
        skopeo("copy", reference, "oci-archive:" + oci + ":some-name");
        String ociId = idOf(oci, "some-name");
        if (format != ArchiveFormat.DOCKER_ARCHIVE) { // else skopeo writes another config
          assertThat(ociId).isEqualTo(id);
        }
        if (format == ArchiveFormat.OCI_ARCHIVE) {
          Path loaded = directory.resolve("loaded-" + plain);
          skopeo("copy", "docker-archive:" + target, "dir:" + loaded);
          assertThat(Files.exists(loaded.resolve(id.substring("sha256:".length())))).isTrue();
        }
      }
    }
  }

  @Test
  void readsWhatSkopeoWrites() throws Exception {
    Path source = source();
    String id = idOf(source, "example.org/app:1");
    for (ArchiveFormat format : ArchiveFormat.values()) {
      Path target = directory.resolve("skopeo-" + format);
      skopeo("copy", "oci-archive:" + source, transport(format) + target + ":example.org/y:4");
      assertThat(idOf(target, "example.org/y:4")).isEqualTo(id);
    }
  }
}
