package dev.silt.tree;

import java.util.Arrays;

/** Numbers the nodes of a finished table in the order of a walk, and packs them. */
final class TreeOrder {

  final int[] parents;
  final int[] ends;
  final int[] inodes;
  final int[] nameOffsets;
  byte[] names = new byte[1 << 10];
  private final NodeTable nodes;
  private int count;

  private TreeOrder(NodeTable nodes) {
    this.nodes = nodes;
    this.parents = new int[nodes.count()];
    this.ends = new int[nodes.count()];
    this.inodes = new int[nodes.count()];
    this.nameOffsets = new int[nodes.count() + 1];
  }

  static TreeOrder of(NodeTable nodes) {
    TreeOrder order = new TreeOrder(nodes);
    order.walk();
    order.names = Arrays.copyOf(order.names, order.nameOffsets[order.count]);
    return order;
  }

  /** Keeps the children still to be visited on a stack of its own: a hostile tree is deep. */
  private void walk() {
    int[] stack = new int[nodes.count()];
    int[] parentOf = new int[nodes.count()];
    int depth = 1;
    parentOf[0] = FlatTree.NONE;
    while (depth > 0) {
      int node = stack[--depth];
      int number = number(node, parentOf[depth]);
      int from = depth;
      for (int c = nodes.firstChild(node); c != NodeTable.NONE; c = nodes.nextSibling(c)) {
        parentOf[depth] = number;
        stack[depth++] = c;
      }
      sortDescending(stack, from, depth);
    }
    for (int i = count - 1; i >= 0; i--) {
      ends[i] = Math.max(ends[i], i + 1);
      if (parents[i] >= 0) {
        ends[parents[i]] = Math.max(ends[parents[i]], ends[i]);
      }
    }
  }

  private int number(int node, int parent) {
    int number = count++;
    byte[] name = nodes.name(node);
    int offset = nameOffsets[number];
    if (offset + name.length > names.length) {
      names =
          Arrays.copyOf(
              names, (int) Math.min(Integer.MAX_VALUE - 64, (offset + (long) name.length) * 3 / 2));
    }
    System.arraycopy(name, 0, names, offset, name.length);
    nameOffsets[number + 1] = offset + name.length;
    parents[number] = parent;
    inodes[number] = nodes.inode(node);
    return number;
  }

  /** Siblings, so that the first name is popped first. */
  private void sortDescending(int[] stack, int from, int to) {
    if (to - from < 2) {
      return;
    }
    Integer[] siblings = new Integer[to - from];
    for (int i = from; i < to; i++) {
      siblings[i - from] = stack[i];
    }
    Arrays.sort(siblings, (a, b) -> nodes.compareNames(b, a));
    for (int i = from; i < to; i++) {
      stack[i] = siblings[i - from];
    }
  }

  /** {@return for each node the first one with the same inode, itself for implied directories} */
  int[] firstLinks() {
    int[] first = new int[count];
    int[] byInode = new int[Arrays.stream(inodes).max().orElse(0) + 1];
    Arrays.fill(byInode, FlatTree.NONE);
    for (int i = 0; i < count; i++) {
      int known = inodes[i] == 0 ? FlatTree.NONE : byInode[inodes[i]];
      first[i] = known == FlatTree.NONE ? i : known;
      byInode[inodes[i]] = first[i];
    }
    return first;
  }

  /** Drops what no node uses any more, and numbers the rest anew. */
  Inodes compact(Inodes all) {
    Inodes used = new Inodes();
    int[] numbers = new int[Arrays.stream(inodes).max().orElse(0) + 1];
    for (int i = 0; i < count; i++) {
      int old = inodes[i];
      if (old != 0 && numbers[old] == 0) {
        numbers[old] = used.add(all.entry(old), all.digest(old), all.location(old));
      }
      inodes[i] = numbers[old];
    }
    return used;
  }
}
