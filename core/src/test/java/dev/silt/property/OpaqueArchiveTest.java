package dev.silt.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.ApplyOptions;
import dev.silt.DeltaInfo;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.DiffResult;
import dev.silt.ImageSource;
import dev.silt.Purpose;
import dev.silt.SignOptions;
import dev.silt.SignatureSource;
import dev.silt.Silt;
import dev.silt.error.Limits;
import dev.silt.testing.Container;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.RandomData;
import dev.silt.testing.ZipBytes;
import dev.silt.testing.ZipItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A delta says which archives are not seen through, and why. */
@Timeout(60)
class OpaqueArchiveTest {

  private final Path directory;
  private final SplittableRandom random = new SplittableRandom(8);

  OpaqueArchiveTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private ImageSource write(String name, Item... items) throws IOException {
    return Container.OCI_ARCHIVE.write(ImageSpec.of(LayerSpec.of(items)).render(), directory, name);
  }

  /** {@return the reasons by path, as inspect shows them} */
  private String reasons(DiffOptions options, Item... items) throws IOException {
    ImageSource base = write("base", Item.file("other", RandomData.text(random, 100)));
    Path delta = directory.resolve("delta");
    DiffResult result = Silt.diff(base, write("target", items), delta, options);
    if (result.forImage()) {
      Silt.verify(base, DeltaSource.of(delta), ApplyOptions.defaults());
    }
    DeltaInfo info = info(delta);
    assertThat(info.opaque()).isEqualTo(result.archives().opaque());
    return text(info);
  }

  private static DeltaInfo info(Path delta) throws IOException {
    return Silt.inspect(DeltaSource.of(delta), 10, Limits.defaults());
  }

  private static String text(DeltaInfo info) {
    return info.opaqueContents().stream()
        .map(content -> content.path() + " " + content.opaque())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private byte[] plain() {
    return RandomData.text(random, 250_000);
  }

  /** A stream as zlib makes it with another strategy. */
  private static byte[] foreign(byte[] plain) throws IOException {
    Deflater deflater = new Deflater(6, true);
    deflater.setStrategy(Deflater.HUFFMAN_ONLY);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream stream = new DeflaterOutputStream(out, deflater)) {
      stream.write(plain);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  @Test
  void eachReasonIsTold() throws IOException {
    byte[] plain = plain();
    byte[] damaged = ZipBytes.of(ZipItem.deflated("a", plain(), 6)).render();
    damaged[damaged.length - 10]++;
    byte[] gzip = RandomData.bytes(random, 5000);
    gzip[0] = 0x1f;
    gzip[1] = (byte) 0x8b;
    gzip[2] = 7;
    ZipItem other = ZipItem.deflated("a", plain(), 6);
    String reasons =
        reasons(
            DiffOptions.fast().withPurpose(Purpose.IMAGE),
            Item.file(
                "encoder.jar",
                ZipBytes.of(ZipItem.deflated("a", plain, 6).withStream(foreign(plain))).render()),
            Item.file("irregular.jar", damaged),
            Item.file("irregular.gz", gzip),
            Item.file("method.jar", ZipBytes.of(other.withMethod(93)).render()),
            Item.file(
                "gain.jar",
                ZipBytes.of(ZipItem.stored("a", RandomData.bytes(random, 9000))).render()),
            Item.file("seen.jar", ZipBytes.of(ZipItem.deflated("a", plain(), 6)).render()));
    assertThat(reasons)
        .isEqualTo(
            "encoder.jar encoder, gain.jar gain, irregular.gz irregular, irregular.jar irregular,"
                + " method.jar method");
  }

  @Test
  void rootFileSystemsHaveReasonsToo() throws IOException {
    byte[] jar = ZipBytes.of(ZipItem.deflated("a", plain(), 6)).render();
    byte[] damaged = jar.clone();
    damaged[damaged.length - 10]++;
    assertThat(
            reasons(
                DiffOptions.fast().withPurpose(Purpose.ROOTFS),
                Item.file("opt/application/lib/a.jar", jar),
                Item.file("opt/application/lib/b.jar", damaged),
                Item.file("short.gz", new byte[] {0x1f, (byte) 0x8b, 8})))
        .isEqualTo("opt/application/lib/b.jar irregular");
  }

  @Test
  void signaturesAreUntried() throws IOException {
    ImageSource base = write("base", Item.file("a.jar", plain()));
    Path signature = directory.resolve("signature");
    Silt.sign(base, signature, SignOptions.defaults());
    Path delta = directory.resolve("delta");
    byte[] jar = ZipBytes.of(ZipItem.deflated("a", plain(), 6)).render();
    Silt.diff(
        SignatureSource.of(signature),
        write("target", Item.file("opt/application/lib/a.jar", jar)),
        delta,
        DiffOptions.fast().withPurpose(Purpose.IMAGE));
    assertThat(text(info(delta))).isEqualTo("opt/application/lib/a.jar untried");
  }

  /** Nothing is said, and nothing is paid, where there is nothing to say. */
  @Test
  void whatLooksLikeNoArchiveHasNoReason() throws IOException {
    assertThat(reasons(DiffOptions.fast(), Item.file("a.jar", plain()))).isEmpty();
    assertThat(info(directory.resolve("delta")).opaque()).isEqualTo(List.of());
  }
}
