package dev.silt.cli;

import java.util.Arrays;

/** A path of an image and all that is below it. */
final class Subtree {

  private final byte[] root;

  private Subtree(byte[] root) {
    this.root = root;
  }

  /**
   * {@return the subtree of a path as a user writes it: slashes and dots around it do not matter}
   */
  static Subtree of(byte[] path) {
    int from = 0;
    int to = path.length;
    while (to > from && path[to - 1] == '/') {
      to--;
    }
    while (from < to) {
      if (path[from] == '/') {
        from++;
      } else if (path[from] == '.' && (from + 1 == to || path[from + 1] == '/')) {
        from++;
      } else {
        break;
      }
    }
    return new Subtree(Arrays.copyOfRange(path, from, to));
  }

  /** {@return whether an entry's path is the root of the subtree or below it} */
  boolean contains(byte[] path) {
    return root.length == 0
        || (path.length >= root.length
            && Arrays.equals(path, 0, root.length, root, 0, root.length)
            && (path.length == root.length || path[root.length] == '/'));
  }
}
