package dev.silt.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Layers applied in order, as a container runtime does it, in the plainest way: the oracle for
 * flattening. Whiteouts act on lower layers only, wherever they stand in their layer. Not
 * thread-safe.
 */
public final class TreeModel {

  /** Stands for a directory that no layer has an entry for; its attributes are not defined. */
  public static final Item IMPLICIT = Item.directory("");

  private static final String OPAQUE = ".wh..wh..opq";

  /** One inode; hard links share it. */
  static final class Node {
    final Item item;

    Node(Item item) {
      this.item = item;
    }
  }

  private final TreeMap<String, Node> nodes = new TreeMap<>();

  /** {@return the tree of the layers} */
  public static TreeModel of(List<List<Item>> layers) {
    TreeModel model = new TreeModel();
    layers.forEach(model::apply);
    return model;
  }

  /**
   * Applies one layer; entries that no runtime could apply are left out.
   *
   * @param items its entries
   * @return the entries that could be applied
   */
  public List<Item> apply(List<Item> items) {
    for (Item item : items) {
      if (item.isWhiteout()) {
        whiteOut(item);
      }
    }
    List<Item> applied = new ArrayList<>();
    for (Item item : items) {
      if (item.isWhiteout() || add(item)) {
        applied.add(item);
      }
    }
    return applied;
  }

  private void whiteOut(Item item) {
    String parent = item.parent();
    if (item.name().equals(OPAQUE)) {
      removeBelow(parent);
    } else {
      String path = (parent.isEmpty() ? "" : parent + "/") + item.name().substring(4);
      nodes.remove(path);
      removeBelow(path);
    }
  }

  private void removeBelow(String path) {
    if (path.isEmpty()) {
      nodes.keySet().removeIf(key -> !key.isEmpty());
    } else {
      nodes.subMap(path + "/", path + "0").clear();
    }
  }

  private boolean add(Item item) {
    String path = item.cleanPath();
    Node node = new Node(item);
    if (item.type() == '1') {
      Node target = nodes.get(Item.clean(item.link()));
      if (target == null || target.item.isDirectory() || Item.clean(item.link()).equals(path)) {
        return false;
      }
      node = target;
    }
    if (path.isEmpty() && !item.isDirectory() || !parentsAreDirectories(path)) {
      return false;
    }
    for (String dir : missingParents(path)) {
      nodes.put(dir, new Node(IMPLICIT));
    }
    Node old = nodes.put(path, node);
    if (old != null && !(old.item.isDirectory() && item.isDirectory())) {
      removeBelow(path);
    }
    return true;
  }

  private boolean parentsAreDirectories(String path) {
    for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
      Node parent = nodes.get(path.substring(0, i));
      if (parent != null && !parent.item.isDirectory()) {
        return false;
      }
    }
    return true;
  }

  private List<String> missingParents(String path) {
    List<String> missing = new ArrayList<>();
    for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
      if (!nodes.containsKey(path.substring(0, i))) {
        missing.add(path.substring(0, i));
      }
    }
    return missing;
  }

  /** {@return the clean paths} */
  public Set<String> paths() {
    return nodes.keySet();
  }

  /** {@return the entry whose inode a path has, or null} */
  public @Nullable Item get(String path) {
    Node node = nodes.get(path);
    return node == null ? null : node.item;
  }

  /** Is shown the entries in the order of their paths. */
  @FunctionalInterface
  public interface Visitor {
    /** Called for each path; hard links have the same inode object. */
    void visit(String path, Object inode, Item item);
  }

  /** Shows all entries. */
  public void forEach(Visitor visitor) {
    nodes.forEach((path, node) -> visitor.visit(path, node, node.item));
  }

  /** {@return the entries by path; hard links show the same object} */
  public Map<String, Item> items() {
    TreeMap<String, Item> out = new TreeMap<>();
    nodes.forEach((path, node) -> out.put(path, node.item));
    return out;
  }

  /**
   * {@return entries of one layer that has the same tree, parents first, hard links after files}
   */
  @SuppressWarnings("ReferenceEquality") // one object stands for all implicit directories
  public List<Item> squashed() {
    List<Item> out = new ArrayList<>();
    java.util.IdentityHashMap<Node, String> first = new java.util.IdentityHashMap<>();
    nodes.forEach(
        (path, node) -> {
          if (node.item == IMPLICIT) {
            return;
          }
          String earlier = first.putIfAbsent(node, path);
          if (earlier != null) {
            out.add(node.item.withType('1').withData(new byte[0]).withPath(path).withLink(earlier));
          } else {
            boolean slash = node.item.isDirectory() && node.item.type() == '\0';
            out.add(node.item.withPath(path.isEmpty() ? "./" : path + (slash ? "/" : "")));
          }
        });
    return out;
  }

  /** {@return whether both trees are the same, hard links included} */
  public boolean sameAs(TreeModel other) {
    return describe().equals(other.describe());
  }

  private List<String> describe() {
    java.util.IdentityHashMap<Node, String> first = new java.util.IdentityHashMap<>();
    List<String> out = new ArrayList<>();
    nodes.forEach(
        (path, node) -> {
          first.putIfAbsent(node, path);
          Item item = node.item;
          String kind = item.isDirectory() ? "d" : item.isFile() ? "-" : "" + item.type();
          out.add(
              String.join("|", path, first.get(node), kind, "" + (item.mode() & 07777))
                  + ("|" + item.uid() + "|" + item.gid() + "|" + item.seconds())
                  + ("|" + item.fraction() + "|" + (item.type() == '2' ? item.link() : ""))
                  + ("|" + item.major() + "|" + item.minor() + "|" + item.xattrs())
                  + ("|" + Bytes.sha256(item.data())));
        });
    return out;
  }

  /** {@return the layers without the entries that could not be applied} */
  public static List<List<Item>> repaired(List<List<Item>> layers) {
    TreeModel model = new TreeModel();
    List<List<Item>> out = new ArrayList<>();
    for (List<Item> layer : layers) {
      out.add(model.apply(layer));
    }
    return out;
  }
}
