package dev.silt.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.ApplyOptions;
import dev.silt.DeltaSource;
import dev.silt.DiffOptions;
import dev.silt.DiffResult;
import dev.silt.ImageSource;
import dev.silt.Preset;
import dev.silt.Silt;
import dev.silt.testing.Bytes;
import dev.silt.testing.Container;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerCodec;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.RandomData;
import dev.silt.testing.ReadImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layers that turn out to be smaller as blobs, so that a second draft is written. */
class StoredLayerTest {

  private static final int LENGTH = 300_000;

  /**
   * One new content in two layers, at two paths, each of which the base has with another content.
   * In the first draft the content belongs to the first path; then the first layer is stored, and
   * it belongs to the second. Ops against the first base file are no good any more.
   */
  @ParameterizedTest
  @EnumSource(Preset.class)
  void opsOfAnotherBaseFileAreNotUsedAgain(Preset preset, @TempDir Path directory)
      throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    byte[] first = RandomData.bytes(random, 60_000);
    byte[] second = RandomData.bytes(random, 50_000);
    byte[] edited =
        Bytes.concat(Arrays.copyOf(first, 30_000), Bytes.latin1("xx"), Bytes.from(first, 30_000));
    byte[] constant = new byte[LENGTH];
    Arrays.fill(constant, (byte) 1);
    LayerSpec base = LayerSpec.of(Item.file("a/lib", first), Item.file("b/lib2", second));
    LayerSpec dear = LayerSpec.of(Item.file("a/lib", edited), Item.file("constant", constant));
    LayerSpec rebuilt =
        LayerSpec.of(
            Item.file("b/lib2", edited), Item.file("random", RandomData.bytes(random, LENGTH)));
    ImageBytes target =
        ImageSpec.of(base, dear.withCodec(LayerCodec.GZIP), rebuilt.withCodec(LayerCodec.GZIP))
            .render();
    ImageSource from = Container.OCI_ARCHIVE.write(ImageSpec.of(base).render(), directory, "base");
    ImageSource to = Container.OCI_ARCHIVE.write(target, directory, "target");

    Path delta = directory.resolve("delta");
    DiffResult made = Silt.diff(from, to, delta, DiffOptions.of(preset).withSelfCheck(false));
    assertThat(made.storedLayerCount()).as("layers stored in the second draft").isEqualTo(1);
    assertThat(made.rebuiltLayerCount()).isEqualTo(1);

    Path out = directory.resolve("out");
    Silt.apply(from, DeltaSource.of(delta), out, ApplyOptions.defaults());
    assertThat(ReadImage.of(out).config()).isEqualTo(target.config());
  }
}
