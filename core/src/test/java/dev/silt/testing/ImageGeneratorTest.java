package dev.silt.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator makes what it promises; else the property tests would prove little. */
class ImageGeneratorTest {

  @Test
  void sameSeedGivesSameBytes() {
    for (long seed = 0; seed < 20; seed++) {
      ImagePair first = ImageGenerator.pair(seed);
      ImagePair second = ImageGenerator.pair(seed);
      assertThat(first.base().render().config()).isEqualTo(second.base().render().config());
      assertThat(first.target().render().config()).isEqualTo(second.target().render().config());
    }
  }

  @Test
  void everyKindOfThingOccurs() {
    Set<Character> types = new HashSet<>();
    Set<HeaderStyle> styles = EnumSet.noneOf(HeaderStyle.class);
    Set<LayerCodec> codecs = EnumSet.noneOf(LayerCodec.class);
    Set<String> kinds = new TreeSet<>();
    Set<String> marks = new TreeSet<>();
    for (long seed = 0; seed < 200; seed++) {
      ImagePair pair = ImageGenerator.pair(seed);
      kinds.add(pair.kind());
      for (LayerSpec layer : pair.target().layers()) {
        codecs.add(layer.codec());
        marks.add(layer.items().isEmpty() ? "empty layer" : "layer");
        for (Item item : layer.items()) {
          types.add(item.type());
          styles.add(item.style());
          marks.add(mark(item));
        }
      }
    }
    assertThat(types).contains('0', '1', '2', '3', '4', '5', '6', '7', '\0');
    assertThat(styles).hasSameSizeAs(HeaderStyle.values());
    assertThat(codecs).hasSameSizeAs(LayerCodec.values());
    assertThat(kinds).contains("identical", "relayered", "unrelated", "all mtimes new", "edited");
    assertThat(marks)
        .contains("empty layer", "opaque", "whiteout", "long name", "xattrs", "old", "big uid");
  }

  private static String mark(Item item) {
    if (item.isWhiteout()) {
      return item.name().equals(".wh..wh..opq") ? "opaque" : "whiteout";
    }
    if (item.path().length() > 256) {
      return "long name";
    }
    if (!item.xattrs().isEmpty()) {
      return "xattrs";
    }
    return item.seconds() < 0 ? "old" : item.uid() > 2_097_151 ? "big uid" : "";
  }

  @Test
  void relayeringChangesLayersButNotTheTree() {
    int changed = 0;
    for (long seed = 0; seed < 300; seed++) {
      ImagePair pair = ImageGenerator.pair(seed);
      if (pair.sameTree()) {
        assertThat(pair.target().tree().sameAs(pair.base().tree())).as("seed %d", seed).isTrue();
        changed += pair.target().items().equals(pair.base().items()) ? 0 : 1;
      }
    }
    assertThat(changed).isGreaterThan(20);
  }

  @Test
  void everyContainerIsReadBack(@TempDir Path directory) throws IOException {
    for (long seed = 0; seed < 40; seed++) {
      ImageBytes image = ImageGenerator.image(seed).render();
      for (Container container :
          List.of(Container.OCI_LAYOUT, Container.DOCKER_NEW, Container.DOCKER_SKOPEO)) {
        String name = seed + "-" + container;
        if (container.write(image, directory, name).platform() == null) {
          ReadImage read = ReadImage.of(directory.resolve(name));
          assertThat(read.config()).isEqualTo(image.config());
          assertThat(read.tars()).hasSameSizeAs(image.layers());
        }
      }
    }
  }
}
