package dev.silt.damage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.silt.ApplyOptions;
import dev.silt.DeltaSource;
import dev.silt.ImageSource;
import dev.silt.Silt;
import dev.silt.error.CorruptDataException;
import dev.silt.error.WrongBaseException;
import dev.silt.property.SamplePair;
import dev.silt.testing.Bytes;
import dev.silt.testing.Container;
import dev.silt.testing.ImagePair;
import dev.silt.testing.LayerBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A base that is another image, or that is damaged, is told so by name. */
class WrongBaseTest {

  @Test
  void anotherImageIsTheWrongBase(@TempDir Path directory) throws IOException {
    SamplePair sample = SamplePair.of(TinyPairs.edited(), directory);
    Path out = directory.resolve("out");
    for (Container container : Container.values()) {
      ImageSource other = container.write(sample.target(), directory, "other-" + container);
      assertThatExceptionOfType(WrongBaseException.class)
          .isThrownBy(
              () -> Silt.apply(other, DeltaSource.of(sample.delta()), out, ApplyOptions.defaults()))
          .satisfies(
              e -> {
                assertThat(e.expected()).isEqualTo(sample.base().id());
                assertThat(e.actual()).contains(sample.target().id());
                assertThat(e.getMessage()).contains(sample.base().id());
              });
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void damagedBaseLayerIsNamed(@TempDir Path directory) throws IOException {
    for (ImagePair pair : TinyPairs.all()) {
      if (pair.kind().equals("stored")) {
        continue; // needs no byte of the base
      }
      Path at = Files.createDirectory(directory.resolve(pair.kind()));
      SamplePair sample = SamplePair.of(pair, at);
      LayerBytes layer = sample.base().layers().get(0);
      for (Container container :
          List.of(Container.OCI_ARCHIVE, Container.OCI_LAYOUT, Container.DOCKER_SKOPEO)) {
        container.write(sample.base(), at, "damaged-" + container);
        Path archive = at.resolve("damaged-" + container);
        damage(archive, layer);
        List<String> before = names(at);
        assertThatExceptionOfType(CorruptDataException.class)
            .isThrownBy(
                () ->
                    Silt.apply(
                        ImageSource.of(archive),
                        DeltaSource.of(sample.delta()),
                        at.resolve("out"),
                        ApplyOptions.defaults()))
            .satisfies(
                e ->
                    assertThat(e.getMessage())
                        .containsAnyOf(Bytes.sha256(layer.blob()), layer.diffId().substring(7)));
        assertThat(names(at)).isEqualTo(before);
      }
    }
  }

  /** Changes a byte of the layer's first content. */
  private static void damage(Path archive, LayerBytes layer) throws IOException {
    Path file =
        Files.isDirectory(archive)
            ? archive.resolve("blobs/sha256/" + Bytes.sha256(layer.blob()))
            : archive;
    byte[] bytes = Files.readAllBytes(file);
    int at = Bytes.latin1(bytes).indexOf(Bytes.latin1(layer.blob()));
    bytes[at + 520] ^= 1;
    Files.write(file, bytes);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<String> names = new ArrayList<>();
      files.forEach(path -> names.add(Objects.requireNonNull(path.getFileName()).toString()));
      names.sort(null);
      return names;
    }
  }
}
