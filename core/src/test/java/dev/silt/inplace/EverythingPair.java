package dev.silt.inplace;

import dev.silt.testing.ImagePair;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.RandomData;
import dev.silt.testing.ZipBytes;
import dev.silt.testing.ZipItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A pair of images with every kind of change that a root file system can see. */
final class EverythingPair {

  private static final int EARLY = 1_600_000_000;
  private static final int LATE = 1_700_000_000;

  private EverythingPair() {}

  static ImagePair make() {
    SplittableRandom random = new SplittableRandom(7);
    byte[] program = RandomData.code(random, 60_000);
    byte[] changed = RandomData.edit(random, program);
    byte[] text = RandomData.text(random, 9_000);
    byte[] moved = RandomData.text(random, 5_000);
    byte[] jarred = RandomData.text(random, 6_000);
    byte[] inner = jar(RandomData.edit(random, program), moved);
    LayerSpec base =
        LayerSpec.of(
            dir("./", EARLY),
            dir("bin/", EARLY),
            file("bin/tool", program).withMode(04755),
            file("bin/kept", text),
            dir("etc/", EARLY),
            file("etc/mode", new byte[] {1}),
            file("etc/owner", new byte[] {2}),
            file("etc/time", new byte[] {3}),
            file("etc/all", new byte[] {4}).withXattrs(Map.of("user.a", "1", "user.b", "2")),
            file("etc/empty", new byte[0]),
            dir("gone/", EARLY),
            file("gone/file", text),
            dir("gone/deep/", EARLY),
            Item.symlink("gone/deep/link", "../file").withTime(EARLY, ""),
            dir("becomes-file/", EARLY),
            file("becomes-file/inside", new byte[] {5}),
            dir("becomes-link/", EARLY),
            file("becomes-link/inside", new byte[] {6}),
            file("becomes-directory", new byte[] {7}),
            Item.symlink("link-becomes-directory", "etc").withTime(EARLY, ""),
            Item.symlink("link", "etc/mode").withTime(EARLY, ""),
            Item.symlink("timed-link", "etc/mode").withTime(EARLY, ""),
            file("linked", moved),
            Item.hardLink("linked-too", "linked"),
            file("old-name", moved),
            Item.of("fifo", '6').withTime(EARLY, ""),
            Item.of("device", '3').withDevice(1, 3).withTime(EARLY, ""),
            dir("lib/", EARLY),
            file("lib/app.jar", jar(program, text, inner)),
            dir("times/", EARLY),
            file("times/a", new byte[] {8}),
            file("times/b", new byte[] {9}),
            file("times/c", new byte[] {10}),
            file("times/d", new byte[] {11}));
    LayerSpec target =
        LayerSpec.of(
            dir("./", LATE),
            dir("bin/", EARLY),
            file("bin/tool", changed).withMode(06755).withOwner(10, 20, "", ""),
            file("bin/kept", text),
            dir("etc/", EARLY).withMode(01777),
            file("etc/mode", new byte[] {1}).withMode(0600),
            file("etc/owner", new byte[] {2}).withOwner(1000, 50, "", ""),
            file("etc/time", new byte[] {3}).withTime(LATE, "5"),
            file("etc/all", new byte[] {4})
                .withMode(0640)
                .withOwner(3, 4, "", "")
                .withTime(LATE, "")
                .withXattrs(Map.of("user.b", "3", "user.c", "4")),
            file("etc/empty", new byte[0]),
            Item.hardLink("etc/more", "bin/kept"),
            file("becomes-file", text.clone()),
            Item.symlink("becomes-link", "etc").withTime(LATE, ""),
            dir("becomes-directory/", LATE),
            file("becomes-directory/inside", changed),
            dir("link-becomes-directory/", LATE),
            file("link-becomes-directory/mode", text),
            Item.symlink("link", "etc/../etc/owner").withTime(LATE, ""),
            Item.symlink("timed-link", "etc/mode").withTime(LATE, ""),
            file("linked", RandomData.edit(random, moved)),
            Item.hardLink("linked-three", "linked"),
            file("new-name", moved).withTime(LATE, "25"),
            Item.of("fifo", '6').withTime(LATE, ""),
            Item.of("device", '3').withDevice(1, 5).withTime(LATE, "").withMode(0666),
            Item.of("block", '4').withDevice(7, 300).withTime(LATE, ""),
            dir("lib/", LATE),
            file("lib/app.jar", jar(changed, text, jarred, jar(changed, jarred, moved))),
            file("lib/jarred", jarred),
            dir("times/", LATE),
            file("times/a", new byte[] {8}).withTime(LATE, ""),
            file("times/b", new byte[] {9}).withTime(LATE, ""),
            file("times/c", new byte[] {10}).withTime(LATE + 1, ""),
            file("times/d", new byte[] {11}).withTime(LATE + 1, ""),
            dir("added/", LATE),
            dir("added/deep/", LATE).withXattrs(Map.of("user.x", "y")),
            file("added/deep/file", text).withXattrs(Map.of("user.x", "z")));
    return new ImagePair(ImageSpec.of(base), ImageSpec.of(target), "everything", false);
  }

  private static Item dir(String path, int seconds) {
    return Item.directory(path).withTime(seconds, "");
  }

  /** {@return a jar whose members have numbers as names; the last one is stored} */
  private static byte[] jar(byte[]... members) {
    List<ZipItem> items = new ArrayList<>();
    for (byte[] member : members) {
      String name = "member" + items.size();
      items.add(
          items.size() < members.length - 1
              ? ZipItem.deflated(name, member, 6)
              : ZipItem.stored(name, member));
    }
    return ZipBytes.of(items).render();
  }

  private static Item file(String path, byte[] data) {
    return Item.file(path, data).withTime(EARLY, "");
  }
}
