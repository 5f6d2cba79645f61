package dev.silt.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random layered images and pairs of them, each a function of its seed: every entry type, header
 * style, codec; names, owners and times at the edges; whiteouts, hard links across layers, empty
 * layers, endings that no writer should write. Small on purpose (some 100 KiB), so that hundreds of
 * pairs take a minute. Stateless.
 */
public final class ImageGenerator {

  private ImageGenerator() {}

  /** {@return an image} */
  public static ImageSpec image(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int layerCount = random.nextInt(12) == 0 ? 0 : random.nextInt(1, 6);
    List<LayerSpec> layers = new ArrayList<>();
    List<List<Item>> below = new ArrayList<>();
    for (int i = 0; i < layerCount; i++) {
      int count = random.nextInt(8) == 0 ? 0 : random.nextInt(1, 40);
      List<Item> items = new ItemGenerator(random).layer(below, count);
      LayerSpec layer = layer(random, items);
      if (random.nextInt(10) == 0 && !layers.isEmpty()) {
        layer = layers.get(random.nextInt(layers.size())); // the same layer twice
      }
      layers.add(layer);
      below.add(layer.items());
    }
    return repaired(
        new ImageSpec(
            layers,
            RandomData.pick(random, "amd64", "arm64", "s390x"),
            names(random),
            random.nextInt(1000)));
  }

  private static List<String> names(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> List.of();
      case 1 -> List.of("example.org/app:1.2", "example.org/app:latest");
      default -> List.of("example.org/" + RandomData.word(random, 3, 9) + ":1");
    };
  }

  static LayerSpec layer(SplittableRandom random, List<Item> items) {
    LayerCodec codec = RandomData.pick(random, LayerCodec.values());
    return new LayerSpec(items, TarShape.random(random), codec, random.nextInt(1000));
  }

  /** {@return the image without entries that no runtime could apply} */
  static ImageSpec repaired(ImageSpec image) {
    List<List<Item>> items = TreeModel.repaired(image.items());
    List<LayerSpec> layers = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      layers.add(image.layers().get(i).withItems(items.get(i)));
    }
    return image.withLayers(layers);
  }

  /** {@return a base and a target that is like it in some way, now and then in none} */
  public static ImagePair pair(long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x7a12);
    ImageSpec base = image(seed);
    Mutator mutator = new Mutator(random);
    int kind = random.nextInt(16);
    return switch (kind) {
      case 0 -> new ImagePair(base, base, "identical", true);
      case 1 -> new ImagePair(base, mutator.recompress(base), "recompressed", true);
      case 2, 3, 4 -> {
        ImageSpec explicit = Relayering.withParents(base);
        yield new ImagePair(explicit, Relayering.relayer(explicit, random), "relayered", true);
      }
      case 5 -> new ImagePair(base, image(seed + 1_000_003), "unrelated", false);
      case 6, 7 -> new ImagePair(base, mutator.touchAll(base), "all mtimes new", false);
      case 8, 9 -> new ImagePair(base, mutator.edited(base, 1), "one change", false);
      case 10 -> new ImagePair(base, mutator.layersChanged(base), "layers changed", false);
      case 11 -> {
        ImageSpec relayered = Relayering.relayer(base, random);
        ImageSpec edited = mutator.touchAll(mutator.edited(relayered, 5));
        yield new ImagePair(base, edited, "relayered, edited, touched", false);
      }
      default -> new ImagePair(base, mutator.edited(base, random.nextInt(2, 20)), "edited", false);
    };
  }
}
