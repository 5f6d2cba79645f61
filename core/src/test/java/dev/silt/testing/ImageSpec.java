package dev.silt.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An image as a value.
 *
 * @param layers lowest first
 * @param architecture of the platform; the system is linux
 * @param names names with tags
 * @param configSeed seed of what else is in config and manifest
 */
public record ImageSpec(
    List<LayerSpec> layers, String architecture, List<String> names, long configSeed) {

  /** Copies the lists. */
  public ImageSpec {
    layers = List.copyOf(layers);
    names = List.copyOf(names);
  }

  /** {@return an image of these layers with one name} */
  public static ImageSpec of(LayerSpec... layers) {
    return new ImageSpec(List.of(layers), "amd64", List.of("example.org/app:1"), 1);
  }

  /** {@return other layers under the same name} */
  public ImageSpec withLayers(List<LayerSpec> value) {
    return new ImageSpec(value, architecture, names, configSeed);
  }

  /** {@return another config} */
  public ImageSpec withConfigSeed(long value) {
    return new ImageSpec(layers, architecture, names, value);
  }

  /** {@return the entries of each layer} */
  public List<List<Item>> items() {
    return layers.stream().map(LayerSpec::items).toList();
  }

  /** {@return the flattened tree} */
  public TreeModel tree() {
    return TreeModel.of(items());
  }

  /** {@return the image's bytes} */
  public ImageBytes render() {
    List<LayerBytes> rendered = layers.stream().map(LayerSpec::render).toList();
    return new ImageBytes(config(rendered), rendered, architecture, names, configSeed);
  }

  private byte[] config(List<LayerBytes> rendered) {
    SplittableRandom random = new SplittableRandom(configSeed);
    List<String> ids = new ArrayList<>();
    List<String> history = new ArrayList<>();
    rendered.forEach(
        layer -> {
          ids.add("\"" + layer.diffId() + "\"");
          String by = "RUN step " + RandomData.word(random, 3, 20);
          history.add("{\"created\":\"2024-01-02T03:04:05Z\",\"created_by\":\"" + by + "\"}");
        });
    String gap = random.nextInt(4) == 0 ? "\n  " : "";
    String text =
        String.join(
            "," + gap,
            "{" + gap + "\"architecture\":\"" + architecture + "\"",
            "\"os\":\"linux\"",
            "\"config\":{\"Env\":[\"PATH=/usr/bin\",\"UNI=\\u65e5\"],\"Labels\":{\"x\":\""
                + RandomData.word(random, 0, 300)
                + "\"}}",
            "\"x-unknown\":[1,2.50,null,1e3]",
            "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + String.join(",", ids) + "]}",
            "\"history\":[" + String.join(",", history) + "]");
    return Bytes.latin1(text + gap + "}" + (random.nextInt(4) == 0 ? "\n" : ""));
  }
}
