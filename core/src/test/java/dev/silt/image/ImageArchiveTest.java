package dev.silt.image;

import static dev.silt.image.TestImage.entry;
import static dev.silt.image.TestImage.link;
import static dev.silt.image.TestImage.put;
import static dev.silt.image.TestImage.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.InvalidImageException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.hash.Digest;
import dev.silt.io.WorkFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class ImageArchiveTest {

  private static final String MANIFEST = MediaTypes.OCI_MANIFEST;

  @TempDir Path directory;
  private WorkFiles work;

  @BeforeEach
  void open() throws IOException {
    work = WorkFiles.create(directory);
  }

  @AfterEach
  void close() throws IOException {
    work.close();
  }

  private ImageArchive open(byte[] archive) throws IOException {
    return ImageArchive.open(new ByteArrayInputStream(archive), "archive", Limits.defaults(), work);
  }

  private Image select(TestImage image, @Nullable String platform, @Nullable String reference)
      throws IOException {
    return open(image.tar()).select(platform, reference);
  }

  private static void check(Image image, List<byte[]> layers) throws IOException {
    assertThat(image.layers()).hasSize(layers.size());
    for (int i = 0; i < layers.size(); i++) {
      ImageLayer layer = image.layers().get(i);
      assertThat(layer.index()).isEqualTo(i);
      try (LayerInput in = layer.open(Limits.defaults(), null)) {
        assertThat(TestBytes.readAll(in, 1000)).isEqualTo(layers.get(i));
        in.finish();
        assertThat(in.position()).isEqualTo(layers.get(i).length);
        assertThat(in.blobPosition()).isEqualTo(layer.blob().length());
      }
    }
  }

  @Test
  void readsOciInEveryWrapping() throws IOException {
    TestImage image = TestImage.simple();
    byte[] tar = image.tar();
    Path layout = image.writeDirectory(directory.resolve("layout"));
    for (Path path :
        List.of(
            layout,
            Files.write(directory.resolve("a.tar"), tar),
            Files.write(directory.resolve("a.tar.gz"), TestBytes.gzip(tar)),
            Files.write(directory.resolve("a.tar.zst"), TestBytes.zstd(tar)))) {
      try (ImageArchive archive = ImageArchive.open(path, Limits.defaults(), work)) {
        Image selected = archive.select(null, null);
        check(selected, image.layers);
        assertThat(selected.names()).containsExactly("example.org/app:1");
        assertThat(selected.platform()).isEqualTo(Platform.parse("linux/amd64"));
        assertThat(selected.id()).isEqualTo(Digest.sha256(selected.config()));
        assertThat(selected.manifest()).isNotNull();
        assertThat(selected.layers().stream().map(ImageLayer::codec))
            .containsExactly(Codec.GZIP, Codec.ZSTD, Codec.NONE, Codec.GZIP, Codec.ZSTD);
        assertThat(archive.ids()).containsExactly(selected.id());
        assertThat(archive.selectById(selected.id())).isNotNull();
        assertThat(archive.selectById(Digest.sha256(new byte[0]))).isNull();
      }
    }
    for (byte[] stream : List.of(tar, TestBytes.gzip(tar), TestBytes.zstd(tar))) {
      try (ImageArchive archive = open(stream)) {
        check(archive.select("linux/amd64", "example.org/app:1"), image.layers);
      }
    }
  }

  @Test
  void readsOldDockerSave() throws IOException {
    TestImage image = TestImage.simple();
    byte[] config = TestImage.config("linux", "arm64", image.layers);
    String configName = Digest.sha256(config).hex() + ".json";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      put(tar, configName, config);
      put(tar, "l0/VERSION", utf8("1.0"));
      put(tar, "l0/layer.tar", image.layers.get(0));
      put(tar, "l1/layer.tar", image.layers.get(1));
      put(tar, "l2/layer.tar", image.layers.get(2));
      put(tar, "l3/layer.tar", TestBytes.gzip(image.layers.get(3)));
      link(tar, "l4/layer.tar", "../l1/layer.tar", false);
      link(tar, "l5/layer.tar", "l1/layer.tar", true);
      put(
          tar,
          "manifest.json",
          utf8(
              "[{\"Config\":\""
                  + configName
                  + "\",\"RepoTags\":[\"app:1\",\"app:2\"],\"Layers\":[\"l0/layer.tar\","
                  + "\"l1/layer.tar\",\"l2/layer.tar\",\"l3/layer.tar\",\"l4/layer.tar\"]},"
                  + "{\"Config\":\"other.json\",\"RepoTags\":null,\"Layers\":[\"l5/layer.tar\"]}]"));
      put(tar, "other.json", TestImage.config("linux", "s390x", image.layers.subList(4, 5)));
    }
    try (ImageArchive archive = open(bytes.toByteArray())) {
      Image selected = archive.select(null, "app:2");
      check(selected, image.layers);
      assertThat(selected.id()).isEqualTo(Digest.sha256(config));
      assertThat(selected.names()).containsExactly("app:1", "app:2");
      assertThat(selected.manifest()).isNull();
      assertThat(selected.layers().get(0).blobDigest()).isNull();
      assertThat(selected.layers().get(3).mediaType()).isEqualTo(MediaTypes.LAYER_TAR_GZIP);
      check(archive.select("linux/s390x", null), image.layers.subList(4, 5));
      assertThat(archive.ids()).hasSize(2);
      assertThatThrownBy(() -> archive.select("linux/s390x", "app:1"))
          .isInstanceOf(InvalidImageException.class)
          .hasMessageContaining("linux/arm64");
    }
  }

  @Test
  void readsNewDockerSaveAsOci() throws IOException {
    TestImage image = TestImage.simple();
    byte[] config = TestImage.config("linux", "amd64", image.layers);
    image.files.put(
        "manifest.json",
        utf8(
            "[{\"Config\":\""
                + Descriptor.blobName(Digest.sha256(config))
                + "\",\"RepoTags\":[\"example.org/app:1\",\"me/app:2\"],\"Layers\":[]}]"));
    Image selected = select(image, null, "docker.io/me/app:2");
    assertThat(selected.names()).containsExactly("example.org/app:1", "me/app:2");
    check(selected, image.layers);
  }

  private static TestImage multiPlatform() throws IOException {
    TestImage image = new TestImage();
    byte[] amd64 = image.addImage("linux", "amd64", List.of(TestImage.layer("a", utf8("1"))));
    byte[] arm64 = image.addImage("linux", "arm64", List.of(TestImage.layer("a", utf8("2"))));
    byte[] statement = image.addImage("unknown", "unknown", List.of(utf8("{}")));
    byte[] absent = utf8("absent");
    byte[] index =
        TestImage.index(
            entry(MANIFEST, amd64, platform("linux", "amd64")),
            entry(MANIFEST, arm64, platform("linux", "arm64")),
            entry(MANIFEST, absent, platform("linux", "ppc64le")),
            entry(MANIFEST, statement, platform("unknown", "unknown")),
            entry("application/x-unknown", absent, ""));
    image.blob(index);
    image.setIndex(
        entry(
            MediaTypes.OCI_INDEX,
            index,
            ",\"annotations\":{\"" + ImageNames.REF_NAME + "\":\"m\"}"));
    return image;
  }

  private static String platform(String os, String architecture) {
    return ",\"platform\":{\"os\":\"" + os + "\",\"architecture\":\"" + architecture + "\"}";
  }

  @Test
  void selectsByPlatformInNestedIndexes() throws IOException {
    TestImage image = multiPlatform();
    assertThat(select(image, "linux/arm64/v8", null).platform().architecture()).isEqualTo("arm64");
    assertThat(select(image, "linux/amd64", "m").platform().architecture()).isEqualTo("amd64");
    assertThat(open(image.tar()).ids()).hasSize(2);
    Platform host = Platform.host();
    if (host.architecture().equals("amd64") || host.architecture().equals("arm64")) {
      assertThat(select(image, null, null).platform()).isEqualTo(host);
    }
    assertThatThrownBy(() -> select(image, "linux/ppc64le", null))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("expected=linux/ppc64le")
        .hasMessageContaining("linux/amd64")
        .hasMessageContaining("linux/arm64");
    assertThatThrownBy(() -> select(image, null, "other"))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("[m] linux/amd64");
  }

  @Test
  void listsTheChoicesWhenThereAreSeveral() throws IOException {
    TestImage image = new TestImage();
    byte[] one = image.addImage("linux", "s390x", List.of(TestImage.layer("a", utf8("1"))));
    byte[] two = image.addImage("linux", "s390x", List.of(TestImage.layer("a", utf8("2"))));
    image.setIndex(entry(MANIFEST, one, ""), entry(MANIFEST, two, ""));
    assertThatThrownBy(() -> select(image, "linux/s390x", null))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("several images")
        .hasMessageContaining("sha256:");
    assertThat(select(image, null, Digest.sha256(two).toString()).manifest()).isEqualTo(two);
    image.setIndex(entry(MANIFEST, one, ""), entry(MANIFEST, one, ""));
    assertThat(select(image, null, null).manifest()).isEqualTo(one);
    image.setIndex();
    assertThatThrownBy(() -> select(image, null, null))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("no image");
  }

  @Test
  void refusesIndexesNestedTooDeep() throws IOException {
    TestImage image = new TestImage();
    byte[] index = TestImage.index();
    for (int i = 0; i < 20; i++) {
      image.blob(index);
      index = TestImage.index(entry(MediaTypes.OCI_INDEX, index, ""));
    }
    image.files.put("index.json", index);
    assertThatThrownBy(() -> open(image.tar()))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("nested too deep");
  }

  @Test
  void refusesIndexesThatMultiply() throws IOException {
    TestImage image = new TestImage();
    byte[] index = TestImage.index();
    for (int i = 0; i < 6; i++) {
      image.blob(index);
      String[] entries = new String[10];
      Arrays.fill(entries, entry(MediaTypes.OCI_INDEX, index, ""));
      index = TestImage.index(entries);
    }
    image.files.put("index.json", index);
    assertThatThrownBy(() -> open(image.tar()))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("too many");
  }

  @Test
  void namesWhatIsMissing() throws IOException {
    TestImage image = TestImage.simple();
    for (byte[] blob : image.stored(image.layers)) {
      TestImage incomplete = TestImage.simple();
      incomplete.files.remove(Descriptor.blobName(Digest.sha256(blob)));
      assertThatThrownBy(() -> select(incomplete, null, null))
          .isInstanceOf(InvalidImageException.class)
          .hasMessageContaining("layer ")
          .hasMessageContaining(Digest.sha256(blob).toString());
    }
    TestImage noConfig = TestImage.simple();
    noConfig.files.remove(
        Descriptor.blobName(Digest.sha256(TestImage.config("linux", "amd64", image.layers))));
    assertThatThrownBy(() -> select(noConfig, null, null))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("config");
  }

  @Test
  void explainsNonDistributableLayers() throws IOException {
    TestImage image = new TestImage();
    byte[] layer = utf8("layer");
    byte[] config = TestImage.config("windows", "amd64", List.of(layer));
    byte[] manifest =
        utf8(
            "{\"schemaVersion\":2,\"config\":{\"mediaType\":\""
                + MediaTypes.OCI_CONFIG
                + "\","
                + image.blob(config)
                + "},\"layers\":[{\"mediaType\":\"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip\","
                + TestImage.describe(layer)
                + ",\"urls\":[\"https://example.org/layer\"]}]}");
    image.blob(manifest);
    image.setIndex(entry(MANIFEST, manifest, ""));
    assertThatThrownBy(() -> select(image, null, null))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("non-distributable")
        .hasMessageContaining("https://example.org/layer");
  }

  @Test
  void refusesOtherThings() throws IOException {
    TestImage image = new TestImage();
    image.files.put("etc/passwd", utf8("root"));
    assertThatThrownBy(() -> open(image.tar()))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("not an image archive");
    assertThatThrownBy(() -> open(utf8("BZh9...."))).isInstanceOf(UnsupportedFormatException.class);
    assertThatThrownBy(
            () -> ImageArchive.open(directory.resolve("no.tar"), Limits.defaults(), work))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ImageArchive.open(directory, Limits.defaults(), work))
        .isInstanceOf(InvalidImageException.class);
    TestImage future = TestImage.simple();
    future.files.put("oci-layout", utf8("{\"imageLayoutVersion\":\"2.0.0\"}"));
    assertThatThrownBy(() -> open(future.tar())).isInstanceOf(UnsupportedFormatException.class);
  }

  @Test
  void keepsToTheLimits() throws IOException {
    TestImage image = TestImage.simple();
    Limits small = new Limits(100, 512, 10, 100, 1 << 20, 20);
    assertThatThrownBy(
            () -> ImageArchive.open(new ByteArrayInputStream(image.tar()), "archive", small, work))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("Limits.documentLength");
    Limits shorter = new Limits(10_000, 512, 10, 100, 100_000, 20);
    assertThatThrownBy(
            () ->
                ImageArchive.open(
                    new ByteArrayInputStream(TestBytes.gzip(image.tar())),
                    "archive",
                    shorter,
                    work))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("Limits.imageLength");
    Image selected = select(image, null, null);
    try (LayerInput in = selected.layers().get(0).open(shorter, null)) {
      assertThatThrownBy(in::finish).isInstanceOf(LimitExceededException.class);
    }
  }
}
