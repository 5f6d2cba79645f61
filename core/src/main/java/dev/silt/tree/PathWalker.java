package dev.silt.tree;

import dev.silt.error.LimitExceededException;
import dev.silt.error.UnsafePathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds directories of the tree being built as a kernel would whose root is the tree's: symbolic
 * links are followed, none leads out. What does not exist is taken by its name.
 */
final class PathWalker {

  /** More symbolic links on one path are a loop, as for umoci. */
  private static final int MAX_LINKS = 255;

  private static final int MAX_LENGTH = 1 << 20;

  private final NodeTable nodes;
  private final Inodes inodes;
  private final List<byte[]> missing = new ArrayList<>();
  private int node;

  PathWalker(NodeTable nodes, Inodes inodes) {
    this.nodes = nodes;
    this.inodes = inodes;
  }

  /**
   * Goes to a directory if it is there.
   *
   * @param path normalised
   * @return its node, or {@link NodeTable#NONE}; may be something else than a directory
   */
  int find(byte[] path) throws UnsafePathException {
    walk(path);
    return missing.isEmpty() ? node : NodeTable.NONE;
  }

  /**
   * Goes to a directory and makes it one: missing components are added, something else on the way
   * is replaced.
   *
   * @param path normalised
   * @return its node
   */
  int make(byte[] path) throws UnsafePathException, LimitExceededException {
    walk(path);
    if (!inodes.isDirectory(nodes.inode(node))) {
      nodes.setInode(node, inodes.implied());
    }
    for (byte[] name : missing) {
      node = nodes.add(node, name, inodes.implied());
    }
    return node;
  }

  private void walk(byte[] path) throws UnsafePathException {
    node = 0;
    missing.clear();
    byte[] rest = path;
    int at = 0;
    int links = 0;
    while (at < rest.length) {
      int end = at;
      while (end < rest.length && rest[end] != '/') {
        end++;
      }
      byte[] target = step(rest, at, end);
      if (target == null) {
        at = end + 1;
        continue;
      }
      if (++links > MAX_LINKS || target.length + rest.length - end > MAX_LENGTH) {
        throw new UnsafePathException(
            "too many symbolic links on a path: actual=" + TreePath.text(path));
      }
      rest = join(target, rest, end);
      at = 0;
    }
  }

  private static byte[] join(byte[] target, byte[] rest, int end) {
    byte[] joined = Arrays.copyOf(target, target.length + rest.length - end);
    System.arraycopy(rest, end, joined, target.length, rest.length - end);
    return joined;
  }

  /** Goes one component further, or gives back the target of the symbolic link that it is. */
  private byte @Nullable [] step(byte[] path, int from, int to) {
    int length = to - from;
    if (length == 0 || length == 1 && path[from] == '.') {
      return null;
    }
    if (length == 2 && path[from] == '.' && path[from + 1] == '.') {
      up();
      return null;
    }
    int child = missing.isEmpty() ? nodes.find(node, path, from, to) : NodeTable.NONE;
    if (child == NodeTable.NONE) {
      missing.add(Arrays.copyOfRange(path, from, to));
      return null;
    }
    byte[] target = inodes.symbolicLink(nodes.inode(child));
    if (target == null) {
      node = child;
    } else if (target.length > 0 && target[0] == '/') {
      node = 0;
    }
    return target;
  }

  private void up() {
    if (!missing.isEmpty()) {
      missing.remove(missing.size() - 1);
    } else if (node != 0) {
      node = nodes.parent(node);
    }
  }
}
