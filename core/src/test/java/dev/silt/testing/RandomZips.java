package dev.silt.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Zips of all kinds, and changes of them. Stateless; every method is a function of its arguments.
 */
public final class RandomZips {

  private static final int[] DESCRIPTORS = {0, 0, 0, 12, 16, 16, 20, 24};

  private RandomZips() {}

  /** {@return a zip, with zips in it down to a depth} */
  public static ZipBytes zip(SplittableRandom random, int depth) {
    List<ZipItem> items = new ArrayList<>();
    int count = random.nextInt(1, 12);
    boolean odd = random.nextInt(3) == 0;
    for (int i = 0; i < count; i++) {
      items.add(item(random, "a/" + RandomData.word(random, 1, 9) + i + ".class", depth, odd));
    }
    byte[] prefix = odd && random.nextBoolean() ? RandomData.text(random, 90) : new byte[0];
    byte[] comment = prefix.length == 0 && odd ? RandomData.text(random, 20) : new byte[0];
    boolean zip64 = random.nextInt(5) == 0;
    return new ZipBytes(
        prefix, items, comment, random.nextBoolean(), random.nextInt(5) == 0, zip64);
  }

  private static ZipItem item(SplittableRandom random, String name, int depth, boolean odd) {
    byte[] plain =
        depth > 0 && random.nextInt(3) == 0
            ? zip(random, depth - 1).render()
            : RandomData.text(random, random.nextInt(8) == 0 ? 0 : random.nextInt(6000));
    String named = depth > 0 ? name.replace(".class", "-1." + random.nextInt(9) + ".jar") : name;
    int level = random.nextInt(4) == 0 ? random.nextInt(1, 10) : 6;
    ZipItem item =
        random.nextInt(4) == 0
            ? ZipItem.stored(named, plain)
            : ZipItem.deflated(named, plain, level);
    item = item.withDescriptor(DESCRIPTORS[random.nextInt(odd ? DESCRIPTORS.length : 3)]);
    if (odd && random.nextInt(3) == 0) {
      item =
          item.withExtras(
              RandomData.bytes(random, random.nextInt(20)),
              RandomData.bytes(random, random.nextInt(20)),
              RandomData.text(random, random.nextInt(9)),
              RandomData.bytes(random, random.nextInt(2) * random.nextInt(50)));
    }
    if (odd && random.nextInt(6) == 0) {
      byte[] stream = item.stream().clone();
      if (stream.length > 0) {
        stream[random.nextInt(stream.length)] ^= (byte) (1 << random.nextInt(8));
      }
      item = random.nextBoolean() ? item.withStream(stream) : item.withMethod(random.nextInt(16));
    }
    return item;
  }

  /** {@return a zip that came from another: entries edited, added, removed, moved} */
  public static ZipBytes changed(SplittableRandom random, ZipBytes zip) {
    List<ZipItem> items = new ArrayList<>();
    int time = random.nextInt(3) == 0 ? random.nextInt() : 0;
    for (ZipItem item : zip.items()) {
      ZipItem next = item;
      if (random.nextInt(3) == 0 && item.plain().length > 0) {
        byte[] plain = item.plain().clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
          plain[random.nextInt(plain.length)] ^= (byte) random.nextInt(256);
        }
        int level = random.nextInt(5) == 0 ? random.nextInt(1, 10) : 6;
        next =
            (item.method() == 8
                    ? ZipItem.deflated(item.name(), plain, level)
                    : ZipItem.stored(item.name(), plain).withMethod(item.method()))
                .withDescriptor(item.descriptor())
                .withExtras(item.localExtra(), item.centralExtra(), item.comment(), item.gap());
      }
      if (random.nextInt(10) != 0) {
        items.add(time == 0 ? next : next.withTime(time));
      }
    }
    if (items.isEmpty() || random.nextInt(3) == 0) {
      items.add(random.nextInt(items.size() + 1), item(random, "b/new.class", 0, false));
    }
    return new ZipBytes(
        zip.prefix(),
        items,
        zip.comment(),
        zip.countsPrefix(),
        zip.reversed() ^ random.nextInt(9) == 0,
        zip.zip64());
  }
}
