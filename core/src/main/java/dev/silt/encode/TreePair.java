package dev.silt.encode;

import dev.silt.delta.NodeAttributes;
import dev.silt.delta.NodeType;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.io.WorkFiles;
import dev.silt.scan.LayerScan;
import dev.silt.tar.TarEntry;
import dev.silt.tree.FlatTree;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Base and target as root file systems, and which nodes of the base stay. A node of the target
 * (with all names that are hard links of it) keeps a node of the base if both have a name in common
 * and the same type and content; each keeps one, and none is kept twice. Immutable.
 */
public final class TreePair {

  private final BaseTree base;
  private final TargetTree target;

  /** For each target node the base node with its path. */
  private final int[] samePath;

  /** For each first name of a target node the first link of the base node that it keeps. */
  private final int[] kept;

  /** For each first name of a target node its first name that is kept, or placed. */
  private final int[] keepers;

  private TreeTimes times = TreeTimes.NONE;

  private TreePair(BaseTree base, TargetTree target) {
    this.base = base;
    this.target = target;
    this.samePath = new int[target.tree().count()];
    this.kept = new int[samePath.length];
    this.keepers = new int[samePath.length];
  }

  /**
   * Compares.
   *
   * @param base what is known of the base
   * @param layers all layers of the target, contents kept and digested
   * @param limits what they may ask for
   * @param work where sparse files go
   * @return the pair
   * @throws SiltException if one of them is no tree that a file system can have
   * @throws IOException if something cannot be read
   */
  public static TreePair of(EncodeBase base, List<LayerScan> layers, Limits limits, WorkFiles work)
      throws IOException {
    for (LayerScan layer : layers) {
      if (layer.entries().isEmpty() && layer.zeroLength() == 0 && layer.tailLength() > 0) {
        throw new UnsupportedFormatException("a layer of the target is no tar");
      }
    }
    TreePair pair = new TreePair(BaseTree.of(base, limits), TargetTree.of(layers, limits, work));
    pair.findSamePaths();
    pair.keep();
    pair.times = TreeTimes.of(pair);
    return pair;
  }

  BaseTree base() {
    return base;
  }

  TargetTree target() {
    return target;
  }

  /** {@return the times that change without an item} */
  TreeTimes times() {
    return times;
  }

  int samePath(int node) {
    return samePath[node];
  }

  /** {@return whether a target node's base node of the same path stays} */
  boolean isKept(int node) throws SiltException {
    int same = samePath[node];
    if (same == FlatTree.NONE) {
      return false;
    }
    if (TreeNodes.type(target.tree(), node) == NodeType.DIRECTORY) {
      return TreeNodes.type(base.tree(), same) == NodeType.DIRECTORY;
    }
    int first = target.tree().firstLink(node);
    return kept[first] == base.tree().firstLink(same) && kept[first] != FlatTree.NONE;
  }

  /** {@return the name by which a target node is kept or placed; others are links to it} */
  int keeper(int node) {
    return keepers[target.tree().firstLink(node)];
  }

  private void findSamePaths() {
    int at = 0;
    for (int node = 0; node < samePath.length; node++) {
      byte[] path = target.tree().path(node);
      int order = -1;
      while (at < base.tree().count() && (order = compare(base.tree().path(at), path)) < 0) {
        at++;
      }
      samePath[node] = at < base.tree().count() && order == 0 ? at : FlatTree.NONE;
    }
  }

  /** Orders paths as a walk over a tree does. */
  static int compare(byte[] a, byte[] b) {
    int i = Arrays.mismatch(a, b);
    if (i < 0) {
      return 0;
    }
    if (i >= a.length || i >= b.length) {
      return a.length - b.length;
    }
    return a[i] == '/' ? -1 : b[i] == '/' ? 1 : Byte.compareUnsigned(a[i], b[i]);
  }

  private void keep() throws SiltException {
    Arrays.fill(kept, FlatTree.NONE);
    Arrays.fill(keepers, FlatTree.NONE);
    Set<Integer> taken = new HashSet<>();
    for (int node = 0; node < samePath.length; node++) {
      int first = target.tree().firstLink(node);
      int same = samePath[node];
      if (TreeNodes.type(target.tree(), node) == NodeType.DIRECTORY
          || same == FlatTree.NONE
          || kept[first] != FlatTree.NONE
          || !isSame(same, node)) {
        continue;
      }
      int baseFirst = base.tree().firstLink(same);
      if (taken.add(baseFirst)) {
        kept[first] = baseFirst;
        keepers[first] = node;
      }
    }
    for (int node = 0; node < samePath.length; node++) {
      int first = target.tree().firstLink(node);
      if (keepers[first] == FlatTree.NONE) {
        keepers[first] = node;
      }
    }
  }

  private boolean isSame(int baseNode, int targetNode) throws SiltException {
    TarEntry one = base.tree().entry(baseNode);
    TarEntry other = target.tree().entry(targetNode);
    NodeType type = TreeNodes.type(other);
    if (TreeNodes.type(one) != type) {
      return false;
    }
    return switch (type) {
      case FILE -> Objects.equals(target.digest(targetNode), base.digest(baseNode));
      case SYMBOLIC_LINK -> Arrays.equals(one.linkTarget(), other.linkTarget());
      default -> TreeNodes.sameDevice(one, other) && attributes(baseNode, targetNode).isEmpty();
    };
  }

  /** {@return the attributes of a target node that its base node does not have} */
  NodeAttributes attributes(int baseNode, int targetNode) throws SiltException {
    NodeAttributes old = TreeNodes.attributes(base.tree().entry(baseNode));
    NodeAttributes now = TreeNodes.attributes(target.tree().entry(targetNode));
    boolean timeless = target.tree().isImplied(targetNode);
    boolean known = !base.tree().isImplied(baseNode);
    // A change of the owner takes away setuid, setgid and capabilities.
    boolean owned = !Objects.equals(old.owner(), now.owner());
    boolean labelled = now.xattrs() != null && !now.xattrs().values().isEmpty();
    return new NodeAttributes(
        !owned && Objects.equals(old.mode(), now.mode()) ? null : now.mode(),
        owned ? now.owner() : null,
        timeless || (known && Objects.equals(old.mtime(), now.mtime())) ? null : now.mtime(),
        !(owned && labelled) && Objects.equals(old.xattrs(), now.xattrs()) ? null : now.xattrs());
  }

  /** {@return the attributes of a kept node that an item gives} */
  NodeAttributes changed(int baseNode, int targetNode) throws SiltException {
    NodeAttributes all = attributes(baseNode, targetNode);
    return times.hasItem(target.tree().firstLink(targetNode))
        ? all
        : new NodeAttributes(all.mode(), all.owner(), null, all.xattrs());
  }
}
