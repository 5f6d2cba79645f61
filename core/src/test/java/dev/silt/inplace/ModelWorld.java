package dev.silt.inplace;

import dev.silt.delta.NodeType;
import dev.silt.testing.Bytes;
import dev.silt.testing.Item;
import dev.silt.testing.TreeModel;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A file system as it would be found on a disk; not thread-safe. */
final class ModelWorld {

  static final int ROOT = 1;

  /** When directories without an entry were made. */
  static final Instant UNPACKED = Instant.ofEpochSecond(1_600_000_000L, 123);

  final Map<Integer, ModelNode> nodes = new ConcurrentHashMap<>();

  static ModelWorld empty() {
    ModelWorld world = new ModelWorld();
    ModelNode root = new ModelNode(ROOT, NodeType.DIRECTORY);
    root.mode = 0755;
    root.mtime = UNPACKED;
    root.linkCount = 2;
    world.nodes.put(ROOT, root);
    return world;
  }

  ModelWorld copy() {
    ModelWorld copy = new ModelWorld();
    nodes.forEach((number, node) -> copy.nodes.put(number, node.copy()));
    return copy;
  }

  ModelNode get(int number) {
    return Objects.requireNonNull(nodes.get(number));
  }

  /** {@return the tree as a runtime would unpack it} */
  @SuppressWarnings("ReferenceEquality") // one object stands for all implicit directories
  static ModelWorld of(TreeModel tree) {
    ModelWorld world = empty();
    IdentityHashMap<Object, Integer> known = new IdentityHashMap<>();
    Map<String, Integer> byPath = new HashMap<>();
    byPath.put("", ROOT);
    tree.forEach(
        (path, inode, item) -> {
          Integer number = path.isEmpty() ? Integer.valueOf(ROOT) : known.get(inode);
          boolean implicit = item == TreeModel.IMPLICIT;
          if (number == null || implicit || path.isEmpty()) {
            number = path.isEmpty() ? ROOT : world.nodes.size() + 1;
            ModelNode node = node(number, item, implicit);
            world.nodes.put(number, node);
            known.put(inode, number);
          }
          if (!path.isEmpty()) {
            int slash = path.lastIndexOf('/');
            ModelNode parent =
                world.get(
                    Objects.requireNonNull(byPath.get(path.substring(0, Math.max(0, slash)))));
            parent.entries.put(path.substring(slash + 1), number);
            world.get(number).linkCount++;
          }
          byPath.put(path, number);
        });
    return world;
  }

  private static ModelNode node(int number, Item item, boolean implicit) {
    NodeType type =
        item.isDirectory()
            ? NodeType.DIRECTORY
            : switch (item.type()) {
              case '2' -> NodeType.SYMBOLIC_LINK;
              case '3' -> NodeType.CHARACTER_DEVICE;
              case '4' -> NodeType.BLOCK_DEVICE;
              case '6' -> NodeType.FIFO;
              default -> NodeType.FILE;
            };
    ModelNode node = new ModelNode(number, type);
    if (implicit) {
      node.mode = 0755;
      node.mtime = UNPACKED;
      return node;
    }
    node.mode = item.mode() & 07777;
    node.uid = item.uid();
    node.gid = item.gid();
    node.mtime = Instant.ofEpochSecond(item.seconds(), nanos(item.fraction()));
    node.data = type == NodeType.FILE ? item.data() : new byte[0];
    node.linkTarget = type == NodeType.SYMBOLIC_LINK ? Bytes.latin1(item.link()) : new byte[0];
    node.major = type.isDevice() ? item.major() : 0;
    node.minor = type.isDevice() ? item.minor() : 0;
    item.xattrs()
        .forEach(
            (name, value) -> {
              if (type == NodeType.FILE
                  || type == NodeType.DIRECTORY
                  || !name.startsWith("user.")) {
                node.xattrs.put(name, Bytes.latin1(value));
              }
            });
    return node;
  }

  private static int nanos(String fraction) {
    return fraction.isEmpty() ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
  }

  /**
   * {@return a line for each path}
   *
   * @param untimed paths of directories whose time does not count
   */
  SortedMap<String, String> describe(Set<String> untimed) {
    SortedMap<String, String> lines = new TreeMap<>();
    describe("", ROOT, untimed, new HashMap<>(), lines);
    return lines;
  }

  private void describe(
      String path,
      int number,
      Set<String> untimed,
      Map<Integer, String> first,
      Map<String, String> lines) {
    ModelNode node = get(number);
    String same = first.putIfAbsent(number, path);
    lines.put(path, node.describe(!untimed.contains(path)) + (same == null ? "" : " = " + same));
    node.entries.forEach(
        (name, child) ->
            describe(path.isEmpty() ? name : path + "/" + name, child, untimed, first, lines));
  }
}
