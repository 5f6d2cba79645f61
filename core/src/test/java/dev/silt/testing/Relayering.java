package dev.silt.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Distributes the same flattened tree over other layers. Stateless. */
final class Relayering {

  private Relayering() {}

  /** {@return the image with every missing parent directory as the first layer's entry} */
  static ImageSpec withParents(ImageSpec image) {
    List<LayerSpec> layers = new ArrayList<>();
    TreeModel tree = new TreeModel();
    for (LayerSpec layer : image.layers()) {
      tree.apply(layer.items().stream().filter(Item::isWhiteout).toList());
      List<Item> items = new ArrayList<>();
      for (Item item : layer.items()) {
        String path = item.cleanPath();
        for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
          if (tree.get(path.substring(0, i)) == null) {
            Item parent = Item.directory(path.substring(0, i));
            items.add(parent);
            tree.apply(List.of(parent));
          }
        }
        items.add(item);
        if (!item.isWhiteout()) {
          tree.apply(List.of(item));
        }
      }
      layers.add(layer.withItems(items));
    }
    return image.withLayers(layers);
  }

  /** {@return the same tree in one, more, or otherwise ordered layers} */
  static ImageSpec relayer(ImageSpec image, SplittableRandom random) {
    ImageSpec out = image;
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      List<LayerSpec> layers = new ArrayList<>(out.layers());
      switch (random.nextInt(4)) {
        case 0 -> squash(layers, random);
        case 1, 2 -> split(layers, random);
        default -> swap(layers, random);
      }
      ImageSpec next = out.withLayers(layers);
      boolean applicable = TreeModel.repaired(next.items()).equals(next.items());
      if (applicable && next.tree().sameAs(image.tree())) {
        out = next;
      }
    }
    return out;
  }

  private static void squash(List<LayerSpec> layers, SplittableRandom random) {
    List<Item> items = TreeModel.of(layers.stream().map(LayerSpec::items).toList()).squashed();
    layers.clear();
    layers.add(ImageGenerator.layer(random, items));
  }

  private static void split(List<LayerSpec> layers, SplittableRandom random) {
    if (layers.isEmpty()) {
      return;
    }
    int at = random.nextInt(layers.size());
    List<Item> items = layers.get(at).items();
    int cut = random.nextInt(items.size() + 1);
    List<Item> lower = new ArrayList<>();
    List<Item> upper = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      (i < cut || items.get(i).isWhiteout() ? lower : upper).add(items.get(i));
    }
    layers.set(at, layers.get(at).withItems(lower));
    layers.add(at + 1, ImageGenerator.layer(random, upper));
  }

  private static void swap(List<LayerSpec> layers, SplittableRandom random) {
    if (layers.size() > 1) {
      java.util.Collections.swap(layers, random.nextInt(layers.size()), 0);
    }
  }
}
