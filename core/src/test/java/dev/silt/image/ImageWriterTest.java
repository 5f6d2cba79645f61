package dev.silt.image;

import static dev.silt.image.TestImage.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CancelledException;
import dev.silt.error.CorruptDataException;
import dev.silt.error.InvalidImageException;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.hash.Digest;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("NullAway.Init")
final class ImageWriterTest {

  private static final List<String> NAMES = List.of("example.org/app:1", "app:2");

  @TempDir Path directory;

  /** Copies an image with its blobs as they are, or uncompressed. */
  static @Nullable Digest copy(
      Path source, Path target, ArchiveFormat format, boolean plain, @Nullable Tasks tasks)
      throws IOException {
    try (WorkFiles work = WorkFiles.create(target.resolveSibling("."));
        ImageArchive archive = ImageArchive.open(source, Limits.defaults(), work);
        ImageWriter writer = ImageWriter.create(target, format, tasks)) {
      Image image = archive.select("linux/amd64", null);
      List<LayerDescriptor> layers = new ArrayList<>();
      for (ImageLayer layer : image.layers()) {
        if (plain) {
          try (OutputStream out = writer.beginLayer(null);
              LayerInput in = layer.open(Limits.defaults(), tasks)) {
            in.transferTo(out);
            in.finish();
          }
          layers.add(writer.endLayer(MediaTypes.LAYER_TAR, Map.of()));
        } else {
          OutputStream out = writer.beginLayer(layer.blobDigest());
          layer.blob().open().transferTo(out);
          layers.add(writer.endLayer(layer.mediaType(), Map.of("k", "v")));
        }
      }
      return writer.commit(image.config(), layers, image.manifest(), NAMES, image.platform());
    }
  }

  private Path source() throws IOException {
    return TestImage.simple().writeTar(directory.resolve("source.tar"));
  }

  private List<String> listing() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  private static Map<String, byte[]> contents(Path path) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(path.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  private Image read(Path path, WorkFiles work) throws IOException {
    try (ImageArchive archive = ImageArchive.open(path, Limits.defaults(), work)) {
      Image image = archive.select(null, null);
      for (ImageLayer layer : image.layers()) {
        try (LayerInput in = layer.open(Limits.defaults(), null)) {
          in.finish();
        }
      }
      return image;
    }
  }

  @ParameterizedTest
  @EnumSource(ArchiveFormat.class)
  void readsBackWhatItWrote(ArchiveFormat format) throws IOException {
    Path source = source();
    Path target = directory.resolve("target");
    Digest manifest = copy(source, target, format, true, null);
    try (WorkFiles work = WorkFiles.create(directory)) {
      Image before = read(source, work);
      Image after = read(target, work);
      assertThat(after.id()).isEqualTo(before.id());
      assertThat(after.config()).isEqualTo(before.config());
      assertThat(after.platform()).isEqualTo(before.platform());
      assertThat(after.names()).isEqualTo(NAMES);
      assertThat(after.layers().stream().map(ImageLayer::diffId).toList())
          .isEqualTo(before.layers().stream().map(ImageLayer::diffId).toList());
      if (format == ArchiveFormat.DOCKER_ARCHIVE) {
        assertThat(manifest).isNull();
      } else {
        assertThat(manifest).isEqualTo(Digest.sha256(Objects.requireNonNull(after.manifest())));
        assertThat(Document.parse("m", Objects.requireNonNull(after.manifest()), "").annotations())
            .isEqualTo(Map.of("org.example.a", "ä"));
      }
    }
    assertThat(listing()).containsExactly("source.tar", "target");
  }

  @Test
  void keepsTheOriginalManifestWhereEveryBlobIsTheSame() throws IOException {
    Path source = source();
    for (ArchiveFormat format : List.of(ArchiveFormat.OCI_ARCHIVE, ArchiveFormat.OCI_LAYOUT)) {
      Path target = directory.resolve("target-" + format);
      Digest digest = copy(source, target, format, false, null);
      try (WorkFiles work = WorkFiles.create(directory)) {
        byte[] manifest = Objects.requireNonNull(read(source, work).manifest());
        assertThat(read(target, work).manifest()).isEqualTo(manifest);
        assertThat(digest).isEqualTo(Digest.sha256(manifest));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ArchiveFormat.class)
  void writesTheSameBytesForAnyThreads(ArchiveFormat format) throws IOException {
    Path source = source();
    Path one = directory.resolve("one");
    Path two = directory.resolve("two");
    copy(source, one, format, true, null);
    try (Tasks tasks = Tasks.create(2)) {
      copy(source, two, format, true, tasks);
    }
    assertThat(contents(two)).containsExactlyInAnyOrderEntriesOf(contents(one));
  }

  @Test
  void keepsARepeatedBlobOnce() throws IOException {
    Path target = directory.resolve("target");
    copy(source(), target, ArchiveFormat.OCI_LAYOUT, true, null);
    assertThat(contents(target)).hasSize(4 + 1 + 1 + 2);
  }

  @ParameterizedTest
  @EnumSource(ArchiveFormat.class)
  void leavesNothingBehindWithoutACommit(ArchiveFormat format) throws IOException {
    Path target = directory.resolve("target");
    try (ImageWriter writer = ImageWriter.create(target, format, null)) {
      writer.beginLayer(null).write(new byte[100_000]);
      writer.endLayer(MediaTypes.LAYER_TAR, Map.of());
      writer.beginLayer(null).write(7);
      assertThat(Files.exists(target)).isFalse();
    }
    assertThat(listing()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ArchiveFormat.class)
  void checksKnownDigests(ArchiveFormat format) throws IOException {
    Digest expected = Digest.sha256(utf8("expected"));
    try (ImageWriter writer = ImageWriter.create(directory.resolve("target"), format, null)) {
      writer.beginLayer(expected).write(utf8("actual"));
      assertThatThrownBy(() -> writer.endLayer(MediaTypes.LAYER_TAR, Map.of()))
          .isInstanceOf(CorruptDataException.class)
          .hasMessageContaining("expected=" + expected);
    }
    assertThat(listing()).isEmpty();
  }

  @Test
  void namesBlobsByTheirSha512() throws IOException {
    byte[] bytes = TestBytes.random(1, 100_000);
    Digest known =
        Digest.parse(
            "sha512:"
                + HexFormat.of()
                    .formatHex(
                        Digest.parse("sha512:" + "0".repeat(128))
                            .newMessageDigest()
                            .digest(bytes)));
    byte[] config = TestImage.config("linux", "amd64", List.of(bytes));
    for (ArchiveFormat format : List.of(ArchiveFormat.OCI_ARCHIVE, ArchiveFormat.OCI_LAYOUT)) {
      Path target = directory.resolve("target-" + format);
      try (ImageWriter writer = ImageWriter.create(target, format, null)) {
        writer.beginLayer(known).write(bytes);
        LayerDescriptor layer = writer.endLayer(MediaTypes.LAYER_TAR, Map.of());
        writer.commit(config, List.of(layer), null, List.of(), Platform.parse("linux/amd64"));
      }
      try (WorkFiles work = WorkFiles.create(directory)) {
        assertThat(read(target, work).layers().get(0).blobDigest()).isEqualTo(known);
      }
    }
  }

  @Test
  void refusesCompressedLayersInADockerArchive() throws IOException {
    Path source = source();
    assertThatThrownBy(
            () ->
                copy(
                    source, directory.resolve("target"), ArchiveFormat.DOCKER_ARCHIVE, false, null))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("uncompressed");
    assertThat(listing()).containsExactly("source.tar");
  }

  @Test
  void replacesAnArchiveInOneStepAndNothingElse() throws IOException {
    Path source = source();
    Path target = Files.write(directory.resolve("target"), utf8("before"));
    assertThatThrownBy(() -> copy(source, target, ArchiveFormat.OCI_LAYOUT, true, null))
        .isInstanceOf(IOException.class);
    try (ImageWriter writer = ImageWriter.create(target, ArchiveFormat.OCI_ARCHIVE, null)) {
      writer.beginLayer(null).write(new byte[100_000]);
      assertThat(Files.readAllBytes(target)).isEqualTo(utf8("before"));
    }
    assertThat(Files.readAllBytes(target)).isEqualTo(utf8("before"));
    copy(source, target, ArchiveFormat.OCI_ARCHIVE, true, null);
    assertThat(Files.size(target)).isGreaterThan(100_000);
    Path empty = Files.createDirectory(directory.resolve("empty"));
    for (ArchiveFormat format : ArchiveFormat.values()) {
      assertThatThrownBy(() -> ImageWriter.create(empty, format, null))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> ImageWriter.create(directory.resolve("no/where"), format, null))
          .isInstanceOf(IOException.class);
    }
    assertThat(listing()).containsExactly("empty", "source.tar", "target");
  }

  @ParameterizedTest
  @EnumSource(ArchiveFormat.class)
  void isCancelledByAnInterrupt(ArchiveFormat format) throws IOException {
    try (ImageWriter writer = ImageWriter.create(directory.resolve("target"), format, null)) {
      OutputStream out = writer.beginLayer(null);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> out.write(new byte[10])).isInstanceOf(CancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(listing()).isEmpty();
  }

  @Test
  void refusesOriginalsThatAreNoManifest() throws IOException {
    byte[] config = TestImage.config("linux", "amd64", List.of());
    for (byte[] original : List.of(utf8("{"), TestImage.index())) {
      try (ImageWriter writer =
          ImageWriter.create(directory.resolve("target"), ArchiveFormat.OCI_ARCHIVE, null)) {
        assertThatThrownBy(
                () ->
                    writer.commit(
                        config, List.of(), original, List.of(), Platform.parse("linux/amd64")))
            .isInstanceOf(SiltException.class);
      }
    }
    assertThat(listing()).isEmpty();
  }
}
