package dev.silt.tree;

import dev.silt.hash.Digest;
import dev.silt.tar.TarEntry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tree that a container would see. Nodes are numbered in the order in which a walk meets them
 * that takes the children of a directory in byte order: node 0 is the root, and all below a node
 * follow it directly.
 *
 * <p>Immutable, safe for use by several threads. A node takes about 35 bytes with its name, beside
 * its {@link TarEntry}.
 */
public final class FlatTree {

  /** No node. */
  public static final int NONE = -1;

  private final int[] parents;
  private final int[] ends;
  private final int[] firstLinks;
  private final int[] inodes;
  private final int[] nameOffsets;
  private final byte[] names;
  private final Inodes table;

  private FlatTree(TreeOrder order, Inodes table) {
    this.parents = order.parents;
    this.ends = order.ends;
    this.inodes = order.inodes;
    this.nameOffsets = order.nameOffsets;
    this.names = order.names;
    this.firstLinks = order.firstLinks();
    this.table = table;
  }

  static FlatTree of(NodeTable nodes, Inodes inodes) {
    TreeOrder order = TreeOrder.of(nodes);
    return new FlatTree(order, order.compact(inodes));
  }

  /** {@return how many nodes there are, the root included} */
  public int count() {
    return parents.length;
  }

  /**
   * @param node a node
   * @return the directory that it is in; {@link #NONE} for the root
   */
  public int parent(int node) {
    return parents[node];
  }

  /**
   * @param node a node
   * @return the node after all that are below it
   */
  public int end(int node) {
    return ends[node];
  }

  /**
   * @param node a node
   * @return its last path component, empty for the root
   */
  public byte[] name(int node) {
    return Arrays.copyOfRange(names, nameOffsets[node], nameOffsets[node + 1]);
  }

  /**
   * @param node a node
   * @return its path without a slash at either end, empty for the root
   */
  public byte[] path(int node) {
    int length = -1;
    for (int at = node; at > 0; at = parents[at]) {
      length += nameOffsets[at + 1] - nameOffsets[at] + 1;
    }
    byte[] path = new byte[Math.max(0, length)];
    int end = path.length;
    for (int at = node; at > 0; at = parents[at]) {
      int nameLength = nameOffsets[at + 1] - nameOffsets[at];
      System.arraycopy(names, nameOffsets[at], path, end - nameLength, nameLength);
      end -= nameLength + 1;
      if (end >= 0) {
        path[end] = '/';
      }
    }
    return path;
  }

  /**
   * Finds a path by binary search, without following symbolic links.
   *
   * @param path without a slash at either end, empty for the root
   * @return its node, or {@link #NONE}
   */
  public int find(byte[] path) {
    int low = 0;
    int high = count() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = TreePath.compare(path(middle), path);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return NONE;
  }

  /**
   * @param node a node
   * @return the entry whose attributes it has: for a hard link that of the file; for a directory
   *     that no layer has, one of root with mode 0755 and mtime 0
   */
  public TarEntry entry(int node) {
    return table.entry(inodes[node]);
  }

  /**
   * @param node a node
   * @return whether no layer has an entry for it
   */
  public boolean isImplied(int node) {
    return inodes[node] == table.implied();
  }

  /**
   * @param node a node
   * @return what the builder got as its content's digest
   */
  public @Nullable Digest digest(int node) {
    return table.digest(inodes[node]);
  }

  /**
   * @param node a node
   * @return what the builder got as its location; zero for an implied directory
   */
  public long location(int node) {
    return table.location(inodes[node]);
  }

  /**
   * @param node a node
   * @return the first node that is the same file by a hard link; {@code node} itself if there is
   *     none before it
   */
  public int firstLink(int node) {
    return firstLinks[node];
  }
}
