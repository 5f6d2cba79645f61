package dev.silt.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Random entries that make sense in a given tree. Not thread-safe. */
final class ItemGenerator {

  private static final String[] ODD_NAMES = {
    "new\nline",
    "tab\t",
    " lead",
    "trail ",
    "-rf",
    "*",
    "\"quote'",
    "back\\slash",
    ".wh",
    "x.wh.y",
    "%2e%2e",
    "latin1-\u00e9\u00ff",
    "\u00fe\u0080",
    "..dots",
    "..."
  };
  private static final String[] UTF8_NAMES = {"\u00fcn\u00efcod\u00e9", "\u65e5\u672c", "e\u0301"};
  private static final String[] FRACTIONS = {"5", "123456789", "000000001", "25", "999999999"};

  private final SplittableRandom random;
  private final HeaderStyle style;
  private final String lead;

  ItemGenerator(SplittableRandom random) {
    this.random = random;
    this.style = RandomData.pick(random, HeaderStyle.values());
    this.lead = RandomData.pick(random, "", "", "./", "/");
  }

  /**
   * One layer's entries on top of a tree.
   *
   * @param below the layers below; not changed
   * @param count how many entries, parents not counted
   * @return applicable entries
   */
  List<Item> layer(List<List<Item>> below, int count) {
    TreeModel tree = TreeModel.of(below);
    List<Item> items = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      items.add(plain(Item.directory(lead.equals("/") ? "/" : "./")));
    }
    TreeModel now = TreeModel.of(below);
    now.apply(items);
    for (int i = 0; i < count; i++) {
      List<Item> added = random.nextInt(6) == 0 ? whiteout(tree) : entries(now);
      now.apply(added.stream().filter(item -> !item.isWhiteout()).toList());
      items.addAll(added);
    }
    return items;
  }

  /** What whites out something below, or nothing if nothing is below. */
  List<Item> whiteout(TreeModel tree) {
    List<String> paths = new ArrayList<>(tree.paths());
    paths.remove("");
    if (paths.isEmpty()) {
      return List.of();
    }
    String path = RandomData.pick(random, paths);
    Item victim = java.util.Objects.requireNonNull(tree.get(path));
    int slash = path.lastIndexOf('/') + 1;
    String name = path.substring(0, slash) + ".wh." + path.substring(slash);
    if (victim.isDirectory() && random.nextBoolean()) {
      name = path + "/.wh..wh..opq";
    } else if (random.nextInt(8) == 0) {
      name = path.substring(0, slash) + ".wh.never-was";
    }
    return List.of(
        Item.file(lead + name, new byte[0]).withMode(0).withTime(0, "").withStyle(style));
  }

  /** A new entry, or one that replaces another; its missing parents first. */
  List<Item> entries(TreeModel tree) {
    List<String> directories = new ArrayList<>();
    List<String> files = new ArrayList<>();
    tree.items()
        .forEach(
            (path, item) -> {
              if (item.isDirectory()) {
                directories.add(path);
              } else {
                files.add(path);
              }
            });
    String parent = directories.isEmpty() ? "" : RandomData.pick(random, directories);
    List<Item> out = new ArrayList<>();
    if (random.nextInt(4) == 0 && parent.length() < 600) {
      parent = (parent.isEmpty() ? "" : parent + "/") + newName();
      boolean slash = style == HeaderStyle.V7 || random.nextInt(4) != 0;
      if (tree.get(parent) == null) {
        out.add(plain(Item.directory(lead + parent + (slash ? "/" : ""))));
      }
    }
    String path =
        !files.isEmpty() && random.nextInt(6) == 0
            ? RandomData.pick(random, files)
            : (parent.isEmpty() ? "" : parent + "/") + newName();
    out.add(plain(entry(lead + path, files)));
    return out;
  }

  private Item entry(String path, List<String> files) {
    return switch (random.nextInt(16)) {
      case 0, 1 -> Item.symlink(path, linkTarget());
      case 2, 3 ->
          files.isEmpty()
              ? Item.file(path, RandomData.content(random))
              : Item.hardLink(path, lead + RandomData.pick(random, files));
      case 4 -> Item.of(path, '3').withDevice(random.nextInt(300), random.nextInt(70_000));
      case 5 -> Item.of(path, '4').withDevice(random.nextInt(8), random.nextInt(256));
      case 6 -> Item.of(path, '6');
      case 7 -> Item.of(path, '7').withData(RandomData.content(random));
      default -> {
        char type = style == HeaderStyle.V7 ? '\0' : '0';
        yield Item.of(path, type).withData(RandomData.content(random));
      }
    };
  }

  private String linkTarget() {
    return switch (random.nextInt(5)) {
      case 0 -> "/" + newName() + "/" + newName();
      case 1 -> "../".repeat(random.nextInt(1, 60)) + newName();
      case 2 -> newName().repeat(random.nextInt(1, 20));
      default -> newName();
    };
  }

  /** Attributes for a new entry. */
  Item plain(Item item) {
    Item out = item.withStyle(random.nextInt(12) == 0 ? anyStyle() : style);
    if (random.nextInt(4) == 0) {
      int mode = random.nextInt(010000);
      out = out.withMode(mode);
    }
    out = random.nextInt(3) == 0 ? owner(out) : out.withOwner(0, 0, "root", "root");
    out = out.withTime(1_700_000_000L + random.nextInt(50), "");
    return random.nextInt(5) == 0 ? xattrs(time(out)) : out;
  }

  private HeaderStyle anyStyle() {
    return RandomData.pick(random, HeaderStyle.values());
  }

  Item owner(Item item) {
    long uid =
        RandomData.pick(random, 1000L, 65_534L, 2_097_151L, 2_097_152L, 3_000_000L, 4_294_967_294L);
    String name = RandomData.pick(random, "", "app", "someone-with-a-long-name-xyz", "Gr\u00fc");
    return item.withOwner(uid, random.nextInt(70_000), name, RandomData.pick(random, "", "users"));
  }

  Item time(Item item) {
    long seconds =
        RandomData.pick(random, 0L, -1L, -86_401L, 1_700_000_000L, 8_589_934_591L, 8_589_934_592L);
    String fraction = random.nextBoolean() ? "" : RandomData.pick(random, FRACTIONS);
    return item.withTime(seconds, fraction);
  }

  Item xattrs(Item item) {
    Map<String, String> xattrs = new TreeMap<>();
    if (random.nextBoolean() && item.isFile()) {
      xattrs.put("security.capability", Bytes.latin1(RandomData.bytes(random, 20)));
    }
    if (random.nextInt(3) == 0) {
      xattrs.put("user." + RandomData.word(random, 1, 9), "v\nw=" + random.nextInt(9));
    }
    return item.withXattrs(xattrs);
  }

  String newName() {
    return switch (random.nextInt(20)) {
      case 0 -> RandomData.pick(random, ODD_NAMES);
      case 1 -> Bytes.utf8Name(RandomData.pick(random, UTF8_NAMES)) + random.nextInt(9);
      case 2 -> RandomData.word(random, 90, 102);
      case 3 -> RandomData.word(random, 150, 255);
      case 4, 5, 6 -> "lib" + RandomData.word(random, 2, 4) + ".so." + random.nextInt(10);
      default -> RandomData.word(random, 1, 12);
    };
  }
}
