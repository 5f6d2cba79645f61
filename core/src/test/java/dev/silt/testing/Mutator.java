package dev.silt.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes a target out of a base. Not thread-safe. */
final class Mutator {

  private final SplittableRandom random;

  Mutator(SplittableRandom random) {
    this.random = random;
  }

  /** The same layers, stored in other ways. */
  ImageSpec recompress(ImageSpec image) {
    List<LayerSpec> layers = new ArrayList<>();
    for (LayerSpec layer : image.layers()) {
      LayerCodec codec = RandomData.pick(random, LayerCodec.values());
      layers.add(new LayerSpec(layer.items(), layer.shape(), codec, random.nextInt(1000)));
    }
    return image.withLayers(layers).withConfigSeed(image.configSeed() + random.nextInt(2));
  }

  /** Every mtime new, as a build that is not reproducible makes them. */
  ImageSpec touchAll(ImageSpec image) {
    List<LayerSpec> layers = new ArrayList<>();
    for (LayerSpec layer : image.layers()) {
      long now = 1_710_000_000L + random.nextInt(1000);
      int spread = random.nextInt(1, 4);
      String fraction = random.nextBoolean() ? "" : "" + random.nextInt(1, 1_000_000_000);
      List<Item> items = new ArrayList<>();
      for (Item item : layer.items()) {
        items.add(item.withTime(now + random.nextInt(spread), fraction));
      }
      layers.add(layer.withItems(items));
    }
    return image.withLayers(layers).withConfigSeed(random.nextInt(1000));
  }

  /** Layers added, dropped, doubled; headers in another style. */
  ImageSpec layersChanged(ImageSpec image) {
    List<LayerSpec> layers = new ArrayList<>(image.layers());
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int at = random.nextInt(layers.size() + 1);
      boolean there = at < layers.size();
      switch (random.nextInt(there ? 5 : 1)) {
        case 1 -> layers.remove(at);
        case 2 -> layers.add(RandomData.pick(random, layers));
        case 3 -> layers.set(at, restyled(layers.get(at)));
        case 4 ->
            layers.set(
                at,
                new LayerSpec(layers.get(at).items(), TarShape.random(random), LayerCodec.GZIP, 1));
        default -> {
          List<List<Item>> below = layers.subList(0, at).stream().map(LayerSpec::items).toList();
          List<Item> items = new ItemGenerator(random).layer(below, random.nextInt(20));
          layers.add(at, ImageGenerator.layer(random, items));
        }
      }
    }
    return ImageGenerator.repaired(image.withLayers(layers));
  }

  private LayerSpec restyled(LayerSpec layer) {
    HeaderStyle style = RandomData.pick(random, HeaderStyle.values());
    return layer.withItems(layer.items().stream().map(item -> item.withStyle(style)).toList());
  }

  /** Some entries changed, anywhere; what does not fit any more is dropped. */
  ImageSpec edited(ImageSpec image, int count) {
    List<LayerSpec> layers = new ArrayList<>(image.layers());
    if (layers.isEmpty()) {
      return layersChanged(image);
    }
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(layers.size());
      List<List<Item>> below = layers.subList(0, at).stream().map(LayerSpec::items).toList();
      List<Item> items = new ArrayList<>(layers.get(at).items());
      change(items, below);
      layers.set(at, layers.get(at).withItems(items));
    }
    if (random.nextInt(3) == 0) {
      int at = random.nextInt(layers.size());
      LayerCodec codec = RandomData.pick(random, LayerCodec.values());
      layers.set(at, layers.get(at).withCodec(codec));
    }
    return ImageGenerator.repaired(image.withLayers(layers).withConfigSeed(random.nextInt(1000)));
  }

  private void change(List<Item> items, List<List<Item>> below) {
    ItemGenerator generator = new ItemGenerator(random);
    int at = items.isEmpty() ? 0 : random.nextInt(items.size());
    switch (random.nextInt(items.isEmpty() ? 2 : 14)) {
      case 0 -> items.addAll(at, generator.layer(below, random.nextInt(1, 5)));
      case 1 -> items.addAll(at, generator.whiteout(TreeModel.of(below)));
      case 2 -> items.remove(at);
      case 3 -> items.add(items.get(at)); // twice the same
      case 4 -> rename(items, at, generator);
      case 5 -> items.set(at, retyped(items.get(at)));
      case 6 -> items.set(at, items.get(at).withMode(random.nextInt(010000)));
      case 7 -> items.set(at, generator.owner(generator.time(items.get(at))));
      case 8 -> items.set(at, generator.xattrs(items.get(at)));
      default -> {
        Item item = firstFile(items, at);
        if (item != null) {
          items.set(items.indexOf(item), item.withData(RandomData.edit(random, item.data())));
        }
      }
    }
  }

  private static @org.jspecify.annotations.Nullable Item firstFile(List<Item> items, int from) {
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get((from + i) % items.size());
      if (item.isFile() && !item.isWhiteout()) {
        return item;
      }
    }
    return null;
  }

  /** A directory is renamed with all that is in it. */
  private static void rename(List<Item> items, int at, ItemGenerator generator) {
    Item item = items.get(at);
    String old = item.path().endsWith("/") ? cut(item.path()) : item.path();
    String renamed = old.substring(0, old.lastIndexOf('/') + 1) + generator.newName();
    for (int i = 0; i < items.size(); i++) {
      Item other = items.get(i);
      if (other.path().equals(old) || other.path().startsWith(old + "/")) {
        other = other.withPath(renamed + other.path().substring(old.length()));
      }
      if (other.type() == '1' && other.link().equals(old)) {
        other = other.withLink(renamed);
      }
      items.set(i, other);
    }
  }

  private static String cut(String path) {
    return path.substring(0, path.length() - 1);
  }

  private Item retyped(Item item) {
    if (item.isWhiteout()) {
      return item;
    }
    String path = item.path().endsWith("/") && item.path().length() > 2 ? cut(item.path()) : "t";
    return switch (random.nextInt(4)) {
      case 0 -> item.withType('5');
      case 1 -> item.withPath(item.isDirectory() ? path : item.path()).withType('0');
      case 2 -> Item.symlink(item.isDirectory() ? path : item.path(), "elsewhere");
      default -> item.withPath(item.isDirectory() ? path : item.path()).withType('6');
    };
  }
}
