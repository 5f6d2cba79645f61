package dev.silt.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's images from jars made here; nothing is fetched. */
final class AppImagesTest {

  private final Path directory;

  AppImagesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void layersHaveJarsClassFilesAndAScript() throws IOException {
    List<Path> jars = List.of(jar("spring-web-1.0.jar"), jar("spring-webflux-1.0.jar"));
    Layer libraries = AppLayers.libraries(directory.resolve("lib.tar.gz"), Release.BASE, jars);
    Layer application = AppLayers.application(directory.resolve("app.tar.gz"), Release.BASE, jars);
    assertThat(names(libraries))
        .containsExactly("app/", "app/lib/", "app/lib/spring-webflux-1.0.jar");
    assertThat(names(application))
        .contains("app/bin/start.sh", "app/classes/org/A.class", "app/config/application.yaml")
        .doesNotContain("app/classes/META-INF/MANIFEST.MF")
        .doesNotHaveDuplicates();
  }

  @Test
  void archiveHasTheImageItsCheckLooksFor() throws IOException {
    Layer layer =
        AppLayers.libraries(
            directory.resolve("lib.tar.gz"), Release.BASE, List.of(jar("x-1.0.jar")));
    Path archive = directory.resolve("image.tar");
    String id = "sha256:" + ImageFile.write(archive, "app:1", Release.BASE, List.of(layer));
    assertThat(ArchiveCheck.blobCount(archive, id)).hasValue(3);
    assertThat(ArchiveCheck.blobCount(archive, "sha256:" + "0".repeat(64))).isEmpty();

    byte[] damaged = Files.readAllBytes(archive);
    damaged[damaged.length / 2] ^= 1; // inside of the layer: it is by far the longest
    Files.write(archive, damaged);
    assertThat(ArchiveCheck.blobCount(archive, id)).isEmpty();
  }

  private Path jar(String name) throws IOException {
    Path jar = directory.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String entry : List.of("META-INF/MANIFEST.MF", "org/A.class")) {
        zip.putNextEntry(new ZipEntry(entry));
        byte[] content = new byte[50_000];
        new SplittableRandom(7).nextBytes(content);
        zip.write(content);
        zip.closeEntry();
      }
    }
    return jar;
  }

  private static List<String> names(Layer layer) throws IOException {
    List<String> names = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(layer.blob())))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }
}
