package dev.silt.damage;

import dev.silt.testing.ImagePair;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerCodec;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.RandomData;
import dev.silt.testing.TarShape;
import dev.silt.testing.ZipBytes;
import dev.silt.testing.ZipItem;
import java.util.List;
import java.util.SplittableRandom;

/** Pairs whose deltas have few bytes but every part of the format. Stateless. */
public final class TinyPairs {

  private TinyPairs() {}

  /** {@return one file edited, one new, all mtimes new; one layer shared} */
  public static ImagePair edited() {
    SplittableRandom random = new SplittableRandom(5);
    byte[] code = RandomData.code(random, 900);
    byte[] moved = code.clone();
    for (int i = 100; i < moved.length; i += 90) {
      moved[i] += (byte) 4;
    }
    LayerSpec shared = LayerSpec.of(Item.file("etc/shared", RandomData.text(random, 300)));
    LayerSpec old =
        LayerSpec.of(
            Item.directory("bin/"),
            Item.file("bin/tool", code),
            Item.symlink("bin/sh", "tool"),
            Item.hardLink("bin/again", "bin/tool"));
    LayerSpec changed =
        LayerSpec.of(
            Item.directory("bin/").withTime(1_710_000_000L, ""),
            Item.file("bin/tool", moved).withTime(1_710_000_001L, "5"),
            Item.symlink("bin/sh", "tool").withTime(1_710_000_001L, ""),
            Item.file("bin/new", RandomData.text(random, 50)).withTime(1_710_000_001L, ""));
    ImageSpec base = ImageSpec.of(shared, old.withCodec(LayerCodec.GZIP));
    return new ImagePair(base, ImageSpec.of(shared, changed), "edited", false);
  }

  /** {@return a layer that its original blob describes best, and odd endings} */
  public static ImagePair stored() {
    SplittableRandom random = new SplittableRandom(6);
    TarShape shape = new TarShape(7, 1, 512, RandomData.bytes(random, 20), "comment", true);
    Item noise = Item.file("a", RandomData.bytes(random, 300));
    LayerSpec odd = new LayerSpec(List.of(noise), shape, LayerCodec.ZSTD, 1);
    LayerSpec zeros = LayerSpec.of(Item.file("b", new byte[600])).withCodec(LayerCodec.ZSTD);
    ImageSpec base = ImageSpec.of(LayerSpec.of(Item.file("x", new byte[10])));
    return new ImagePair(base, ImageSpec.of(odd, zeros), "stored", false);
  }

  /** {@return the same image twice} */
  public static ImagePair identical() {
    ImageSpec image = ImageSpec.of(LayerSpec.of(Item.file("x", new byte[700])));
    return new ImagePair(image, image, "identical", true);
  }

  /** {@return a zip with a changed member, a nested zip with another, and new times} */
  public static ImagePair archives() {
    SplittableRandom random = new SplittableRandom(7);
    byte[] first = RandomData.text(random, 200);
    byte[] second = RandomData.text(random, 300);
    byte[] changed = second.clone();
    changed[100]++;
    ZipItem same = ZipItem.deflated("a", first, 6);
    ZipItem old = ZipItem.deflated("b", second, 6);
    ZipItem edited = ZipItem.deflated("b", changed, 6).withTime(7);
    byte[] base = ZipBytes.of(same, old, ZipItem.stored("c", ZipBytes.of(old).render())).render();
    byte[] target =
        ZipBytes.of(same, edited, ZipItem.stored("c", ZipBytes.of(edited).render())).render();
    return new ImagePair(
        ImageSpec.of(LayerSpec.of(Item.file("x.jar", base))),
        ImageSpec.of(LayerSpec.of(Item.file("x.jar", target))),
        "archives",
        false);
  }

  /** {@return all of them} */
  public static List<ImagePair> all() {
    return List.of(edited(), stored(), identical(), archives());
  }
}
