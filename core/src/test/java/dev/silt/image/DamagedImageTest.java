package dev.silt.image;

import static dev.silt.image.TestImage.entry;
import static dev.silt.image.TestImage.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CorruptDataException;
import dev.silt.error.InvalidImageException;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images with something wrong: always a typed error, never another image. */
@SuppressWarnings("NullAway.Init")
final class DamagedImageTest {

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

  private Image readAll(byte[] archive, @Nullable Tasks tasks) throws IOException {
    try (ImageArchive open =
        ImageArchive.open(new ByteArrayInputStream(archive), "archive", Limits.defaults(), work)) {
      Image image = open.select(null, null);
      for (ImageLayer layer : image.layers()) {
        try (LayerInput in = layer.open(Limits.defaults(), tasks)) {
          in.finish();
        }
      }
      return image;
    }
  }

  @Test
  void refusesEveryBlobWithAFlippedBit() throws IOException {
    TestImage whole = TestImage.simple();
    SplittableRandom random = new SplittableRandom(11);
    try (Tasks tasks = Tasks.create(2)) {
      assertThat(readAll(whole.tar(), tasks).names()).isNotEmpty();
      for (String name : whole.files.keySet()) {
        for (int i = 0; i < 20 && name.startsWith("blobs/"); i++) {
          TestImage damaged = TestImage.simple();
          byte[] bytes = whole.files.get(name).clone();
          int bit = random.nextInt(8 * bytes.length);
          bytes[bit / 8] ^= (byte) (1 << bit % 8);
          damaged.files.put(name, bytes);
          Tasks helpers = i % 2 == 0 ? tasks : null;
          assertThatThrownBy(() -> readAll(damaged.tar(), helpers))
              .isInstanceOf(CorruptDataException.class)
              .hasMessageContaining("digest is wrong")
              .hasMessageContaining(name.substring(name.lastIndexOf('/') + 1));
        }
      }
    }
  }

  @Test
  void refusesEveryBlobWithMoreOrLess() throws IOException {
    TestImage whole = TestImage.simple();
    for (String name : whole.files.keySet()) {
      if (name.startsWith("blobs/")) {
        byte[] bytes = whole.files.get(name);
        for (int change : new int[] {-1, 1, 100_000}) {
          TestImage damaged = TestImage.simple();
          damaged.files.put(name, Arrays.copyOf(bytes, bytes.length + change));
          assertThatThrownBy(() -> readAll(damaged.tar(), null))
              .isInstanceOf(CorruptDataException.class)
              .hasMessageContaining("length");
        }
      }
    }
  }

  @Test
  void refusesEveryTruncationOfTheArchive() throws IOException {
    TestImage image = new TestImage();
    byte[] manifest =
        image.addImage("linux", "amd64", List.of(TestImage.layer("a", utf8("content"))));
    image.setIndex(entry(MediaTypes.OCI_MANIFEST, manifest, ""));
    byte[] tar = image.tar();
    int end = tar.length;
    while (tar[end - 1] == 0) {
      end--;
    }
    for (int i = 0; i < end; i += 7) {
      byte[] cut = Arrays.copyOf(tar, i);
      assertThatThrownBy(() -> readAll(cut, null)).isInstanceOf(SiltException.class);
    }
  }

  private static ImageLayer layer(byte[] blob, @Nullable Digest blobDigest, byte[] content)
      throws IOException {
    return ImageLayer.of(
        0, Digest.sha256(content), blobDigest, "", ByteSource.of(blob), "layer 1 of 1");
  }

  @Test
  void countsWhatFollowsTheCompressedDataIntoTheBlobDigest() throws IOException {
    byte[] content = TestBytes.random(1, 300_000);
    byte[] short1 = TestBytes.gzip(content);
    byte[] padded = Arrays.copyOf(short1, short1.length + 200_000);
    byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 7};
    byte[] short2 = TestBytes.zstd(content);
    byte[] framed = TestBytes.concat(short2, skippable);
    for (byte[][] pair : new byte[][][] {{short1, padded}, {short2, framed}}) {
      try (LayerInput in =
          layer(pair[1], Digest.sha256(pair[1]), content).open(Limits.defaults(), null)) {
        in.finish();
        in.finish();
        assertThat(in.blobPosition()).isEqualTo(pair[1].length);
        assertThat(in.read()).isEqualTo(-1);
      }
      try (LayerInput in =
          layer(pair[1], Digest.sha256(pair[0]), content).open(Limits.defaults(), null)) {
        assertThatThrownBy(in::finish)
            .isInstanceOf(CorruptDataException.class)
            .hasMessageContaining("blob digest is wrong");
        assertThatThrownBy(in::finish).isInstanceOf(CorruptDataException.class);
      }
    }
  }

  @Test
  void refusesAnotherContentThanTheDiffId() throws IOException {
    byte[] content = TestBytes.random(1, 1000);
    byte[] other = TestBytes.random(2, 1000);
    for (byte[] blob : List.of(other, TestBytes.gzip(other), TestBytes.zstd(other))) {
      for (Digest blobDigest : Arrays.asList(null, Digest.sha256(blob))) {
        try (LayerInput in = layer(blob, blobDigest, content).open(Limits.defaults(), null)) {
          assertThatThrownBy(() -> TestBytes.readAll(in, 64))
              .isInstanceOf(CorruptDataException.class)
              .hasMessageContaining("layer 1 of 1: diffID is wrong: expected=sha256:")
              .hasMessageContaining("actual=" + Digest.sha256(other).hex());
        }
      }
    }
  }

  @Test
  void readsWhatIsStoredPlainWhateverItStartsWith() throws IOException {
    byte[] content = TestBytes.gzip(utf8("not a layer but bytes"));
    ImageLayer layer = layer(content, Digest.sha256(content), content);
    assertThat(layer.codec()).isEqualTo(Codec.NONE);
    try (LayerInput in = layer.open(Limits.defaults(), null)) {
      assertThat(TestBytes.readAll(in, 10)).isEqualTo(content);
    }
  }

  @Test
  void refusesAConfigThatDoesNotFit() throws IOException {
    TestImage image = new TestImage();
    byte[] config = TestImage.config("linux", "amd64", List.of(utf8("a"), utf8("b")));
    byte[] layer = utf8("a");
    byte[] manifest =
        utf8(
            "{\"schemaVersion\":2,\"config\":{\"mediaType\":\""
                + MediaTypes.OCI_CONFIG
                + "\","
                + image.blob(config)
                + "},\"layers\":[{\"mediaType\":\"x\","
                + image.blob(layer)
                + "}]}");
    image.blob(manifest);
    image.setIndex(entry(MediaTypes.OCI_MANIFEST, manifest, ""));
    assertThatThrownBy(() -> readAll(image.tar(), null))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("expected=2, actual=1");
  }

  @Test
  void refusesADockerConfigOfAnotherDigest() throws IOException {
    TestImage image = new TestImage();
    byte[] config = TestImage.config("linux", "amd64", List.of());
    String name = "0".repeat(64) + ".json";
    image.files.put(name, config);
    image.files.put("manifest.json", utf8("[{\"Config\":\"" + name + "\",\"Layers\":null}]"));
    assertThatThrownBy(() -> readAll(image.tar(), null))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("digest is wrong");
  }
}
