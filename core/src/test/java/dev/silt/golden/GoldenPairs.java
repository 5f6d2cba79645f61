package dev.silt.golden;

import dev.silt.damage.TinyPairs;
import dev.silt.testing.BitcodeBytes;
import dev.silt.testing.Bytes;
import dev.silt.testing.ClassArchiveBytes;
import dev.silt.testing.HeaderStyle;
import dev.silt.testing.ImagePair;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerCodec;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.RandomData;
import dev.silt.testing.TarShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What the golden files were made from. Only making them anew needs this: a change here changes no
 * test. Stateless.
 */
final class GoldenPairs {

  private GoldenPairs() {}

  /** {@return pairs by name} */
  static Map<String, ImagePair> all() {
    Map<String, ImagePair> pairs = new TreeMap<>();
    pairs.put("archives", TinyPairs.archives());
    pairs.put("edited", TinyPairs.edited());
    pairs.put("fields", fields());
    pairs.put("headers", headers());
    pairs.put("layers", layers());
    return pairs;
  }

  /** Files whose skeletons are the whole files: bitcode, and a class archive. */
  private static ImagePair fields() {
    SplittableRandom random = new SplittableRandom(5);
    ClassArchiveBytes some = ClassArchiveBytes.random(random, 300);
    ClassArchiveBytes old =
        new ClassArchiveBytes(
            some.symbols(), some.strings(), some.words().subList(0, 900), 1 << 16, false);
    LayerSpec base =
        LayerSpec.of(
            Item.file("a.bc", BitcodeBytes.random(7, 6, -1)),
            Item.file("classes.jsa", old.render()));
    LayerSpec target =
        LayerSpec.of(
            Item.file("a.bc", BitcodeBytes.random(7, 6, 3)),
            Item.file("classes.jsa", old.changed(random).render()));
    return new ImagePair(
        ImageSpec.of(base.withCodec(LayerCodec.GZIP)),
        ImageSpec.of(target.withCodec(LayerCodec.GZIP)),
        "fields",
        false);
  }

  /**
   * One layer of each tool's headers. In the target modes, owners, times and contents change, so
   * that forms and literals come from the base, each field with a guess that fails.
   */
  private static ImagePair headers() {
    List<LayerSpec> old = new ArrayList<>();
    List<LayerSpec> changed = new ArrayList<>();
    for (HeaderStyle style : HeaderStyle.values()) {
      List<Item> items = items(style);
      old.add(LayerSpec.of(items.toArray(new Item[0])).withCodec(LayerCodec.GZIP));
      List<Item> after = new ArrayList<>();
      for (Item item : items) {
        Item moved = item.withTime(item.seconds() + 1000, item.fraction());
        after.add(item.isFile() ? moved.withMode(0600).withOwner(7, 8, "u", "g") : moved);
      }
      after.remove(after.size() - 1);
      after.add(Item.file(style + "/new", Bytes.latin1("new " + style)).withStyle(style));
      changed.add(LayerSpec.of(after.toArray(new Item[0])).withCodec(LayerCodec.GZIP));
    }
    return new ImagePair(
        ImageSpec.of(old.toArray(new LayerSpec[0])),
        ImageSpec.of(changed.toArray(new LayerSpec[0])),
        "headers",
        false);
  }

  private static List<Item> items(HeaderStyle style) {
    String top = style + "/";
    String deep = top + "d".repeat(70) + "/" + "e".repeat(60) + "/f".repeat(9);
    byte[] text = RandomData.text(new SplittableRandom(style.name().length()), 120);
    List<Item> items = new ArrayList<>();
    items.add(Item.directory(top));
    items.add(Item.file(top + "plain", text).withOwner(1000, 100, "app", "users"));
    items.add(Item.file("./" + top + "early", text).withTime(-86_401, ""));
    items.add(Item.file(top + "fraction", text).withTime(1_700_000_000L, "123456789"));
    items.add(Item.file(top + "before", text).withTime(-2, "25"));
    items.add(Item.file(top + "large", text).withOwner(3_000_000, 4_294_967_294L, "", ""));
    items.add(Item.file(deep, text));
    items.add(Item.file(top + Bytes.utf8Name("\u00fc\u65e5"), text));
    items.add(Item.symlink(top + "link", "x".repeat(130)));
    items.add(Item.hardLink(top + "again", top + "plain"));
    items.add(Item.of(top + "null", '3').withDevice(1, 3));
    items.add(Item.file(top + ".wh.gone", new byte[0]).withTime(0, ""));
    items.add(
        Item.file(top + "capable", text)
            .withXattrs(Map.of("security.capability", "\1\0\0\2\0\40")));
    List<Item> styled = new ArrayList<>();
    items.forEach(item -> styled.add(item.withStyle(style)));
    return styled;
  }

  /** Layers shared, repeated, rebuilt, stored, odd, no tar at all. */
  private static ImagePair layers() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] noise = RandomData.bytes(random, 1500);
    byte[] code = RandomData.code(random, 3000);
    LayerSpec shared = LayerSpec.of(Item.file("shared", RandomData.text(random, 400)));
    LayerSpec old = LayerSpec.of(Item.file("lib", code), Item.file("data", noise));
    byte[] edited = RandomData.edit(random, code);
    LayerSpec rebuilt = LayerSpec.of(Item.file("lib", edited), Item.file("copy", noise));
    LayerSpec odd =
        new LayerSpec(
            List.of(Item.file("a", noise), Item.file("b", new byte[77])),
            new TarShape(7, 1, 512, Bytes.latin1("after the end"), "comment", true),
            LayerCodec.ZSTD,
            1);
    byte[] constant = new byte[100_000];
    java.util.Arrays.fill(constant, (byte) 1);
    LayerSpec dear = LayerSpec.of(Item.file("constant", constant)).withCodec(LayerCodec.GZIP);
    LayerSpec fresh = LayerSpec.of(Item.file("fresh", RandomData.bytes(random, 2000)));
    return new ImagePair(
        ImageSpec.of(shared, old.withCodec(LayerCodec.GZIP)),
        ImageSpec.of(shared, rebuilt, rebuilt, odd, dear, fresh.withCodec(LayerCodec.GZIP)),
        "layers",
        false);
  }
}
