package dev.silt.inplace;

import dev.silt.testing.ImagePair;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.RandomData;
import dev.silt.testing.RandomZips;
import dev.silt.testing.ZipBytes;
import dev.silt.testing.ZipItem;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Pairs of images whose trees have archives, each a function of its seed. Stateless. */
final class ArchivePairs {

  private static final int TIME = 1_700_000_000;

  private ArchivePairs() {}

  /** {@return zips of all kinds and changes of them; see {@link RandomZips}} */
  static ImagePair random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Item> base = new ArrayList<>();
    List<Item> target = new ArrayList<>();
    base.add(Item.directory("lib/").withTime(TIME, ""));
    target.add(Item.directory("lib/").withTime(TIME, ""));
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      ZipBytes zip = RandomZips.zip(random, random.nextInt(3));
      base.add(file("lib/part" + i + "-1.jar", zip.render()));
      target.add(file("lib/part" + i + "-2.jar", RandomZips.changed(random, zip).render()));
    }
    return new ImagePair(
        ImageSpec.of(LayerSpec.of(base.toArray(new Item[0]))),
        ImageSpec.of(LayerSpec.of(target.toArray(new Item[0]))),
        "random zips",
        false);
  }

  /**
   * {@return a jar with a member that is a file too, one that only a hidden file has, one that only
   * a hidden base file has, a nested jar, and a member that is inflated into a work file}
   */
  static ImagePair everyMember() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] code = RandomData.code(random, 3_000);
    byte[] text = RandomData.text(random, 300_000);
    byte[] hiddenInBase = RandomData.text(random, 4_000);
    byte[] inner = ZipBytes.of(ZipItem.deflated("x.class", code, 6)).render();
    Item old =
        file(
            "lib/app.jar",
            ZipBytes.of(
                    ZipItem.deflated("a.class", code, 6),
                    ZipItem.deflated("long.txt", text, 6),
                    ZipItem.stored("inner.jar", inner))
                .render());
    Item hiddenJar =
        file(
            "lib/hidden.jar",
            ZipBytes.of(ZipItem.deflated("h.txt", RandomData.edit(random, hiddenInBase), 6))
                .render());

    byte[] placed = RandomData.text(random, 5_000);
    byte[] hidden = RandomData.text(random, 6_000);
    byte[] innerNow =
        ZipBytes.of(
                ZipItem.deflated("x.class", RandomData.edit(random, code), 6),
                ZipItem.deflated("placed.txt", placed, 6))
            .render();
    byte[] longText = text.clone();
    longText[150_000]++;
    Item changed =
        file(
            "lib/app.jar",
            ZipBytes.of(
                    ZipItem.deflated("a.class", RandomData.edit(random, code), 6),
                    ZipItem.deflated("long.txt", longText, 6),
                    ZipItem.stored("inner.jar", innerNow),
                    ZipItem.deflated("placed.txt", placed, 6),
                    ZipItem.deflated("hidden.txt", hidden, 6),
                    ZipItem.deflated("h.txt", hiddenInBase, 6))
                .render());
    return new ImagePair(
        ImageSpec.of(
            LayerSpec.of(
                Item.directory("lib/").withTime(TIME, ""),
                old,
                file("h.txt", hiddenInBase),
                hiddenJar),
            LayerSpec.of(file(".wh.h.txt", new byte[0]), file("lib/.wh.hidden.jar", new byte[0]))),
        ImageSpec.of(
            LayerSpec.of(
                Item.directory("lib/").withTime(TIME, ""),
                file("hidden.txt", hidden),
                file("placed.txt", placed)),
            LayerSpec.of(file(".wh.hidden.txt", new byte[0]), changed),
            LayerSpec.of(Item.hardLink("lib/same.jar", "lib/app.jar"))),
        "every member",
        false);
  }

  private static Item file(String path, byte[] data) {
    return Item.file(path, data).withTime(TIME, "");
  }
}
