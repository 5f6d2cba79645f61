package dev.silt.tree;

import dev.silt.error.LimitExceededException;
import java.util.Arrays;

/**
 * A tree of names that changes: about 40 bytes a node and its name. Node 0 is the root. A node's
 * number is used again after its removal.
 */
final class NodeTable {

  static final int NONE = -1;
  private static final int INITIAL = 1 << 10;

  private final int maxCount;
  private int[] parent = new int[INITIAL];
  private int[] firstChild = new int[INITIAL];
  private int[] next = new int[INITIAL];
  private int[] previous = new int[INITIAL];
  private int[] inode = new int[INITIAL];
  private int[] nextInBucket = new int[INITIAL];
  private int[] nameOffset = new int[INITIAL];
  private int[] nameLength = new int[INITIAL];
  private int[] buckets = new int[INITIAL];
  private byte[] names = new byte[INITIAL];
  private int namesLength;
  private int end = 1;
  private int firstFree = NONE;
  private int count = 1;

  NodeTable(int rootInode, int maxCount) {
    this.maxCount = maxCount;
    Arrays.fill(buckets, NONE);
    parent[0] = NONE;
    firstChild[0] = NONE;
    next[0] = NONE;
    inode[0] = rootInode;
  }

  /** {@return how many nodes there are, the root included} */
  int count() {
    return count;
  }

  /** {@return a number above that of every node} */
  int end() {
    return end;
  }

  int parent(int node) {
    return parent[node];
  }

  int firstChild(int node) {
    return firstChild[node];
  }

  int nextSibling(int node) {
    return next[node];
  }

  int inode(int node) {
    return inode[node];
  }

  void setInode(int node, int to) {
    inode[node] = to;
  }

  int nameLength(int node) {
    return nameLength[node];
  }

  byte[] name(int node) {
    return Arrays.copyOfRange(names, nameOffset[node], nameOffset[node] + nameLength[node]);
  }

  int compareNames(int a, int b) {
    return Arrays.compareUnsigned(
        names,
        nameOffset[a],
        nameOffset[a] + nameLength[a],
        names,
        nameOffset[b],
        nameOffset[b] + nameLength[b]);
  }

  private static int hash(int parent, byte[] bytes, int from, int to) {
    int hash = parent * 0x9E3779B1;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    hash *= 0x85EBCA6B;
    return hash ^ hash >>> 15;
  }

  private int bucket(int node) {
    int from = nameOffset[node];
    return hash(parent[node], names, from, from + nameLength[node]) & buckets.length - 1;
  }

  /** {@return the child with the name that stands in {@code bytes}, or {@link #NONE}} */
  int find(int directory, byte[] bytes, int from, int to) {
    int node = buckets[hash(directory, bytes, from, to) & buckets.length - 1];
    while (node != NONE && !is(node, directory, bytes, from, to)) {
      node = nextInBucket[node];
    }
    return node;
  }

  int find(int directory, byte[] name) {
    return find(directory, name, 0, name.length);
  }

  private boolean is(int node, int directory, byte[] bytes, int from, int to) {
    int offset = nameOffset[node];
    return parent[node] == directory
        && Arrays.equals(names, offset, offset + nameLength[node], bytes, from, to);
  }

  /** Adds a child; there must be none of that name. */
  int add(int directory, byte[] name, int inodeOfIt) throws LimitExceededException {
    LimitExceededException.check("paths of an image", count + 1L, maxCount, "entryCount");
    int node = allocate();
    count++;
    nameOffset[node] = addName(name);
    nameLength[node] = name.length;
    parent[node] = directory;
    firstChild[node] = NONE;
    inode[node] = inodeOfIt;
    previous[node] = NONE;
    next[node] = firstChild[directory];
    if (next[node] != NONE) {
      previous[next[node]] = node;
    }
    firstChild[directory] = node;
    if (end > buckets.length) {
      growBuckets();
    }
    link(node);
    return node;
  }

  private int addName(byte[] name) throws LimitExceededException {
    long wanted = (long) namesLength + name.length;
    LimitExceededException.check(
        "bytes of an image's names", wanted, Integer.MAX_VALUE - 64, "entryCount");
    if (wanted > names.length) {
      names = Arrays.copyOf(names, (int) Math.min(Integer.MAX_VALUE - 64, wanted * 3 / 2));
    }
    System.arraycopy(name, 0, names, namesLength, name.length);
    namesLength += name.length;
    return namesLength - name.length;
  }

  private int allocate() {
    if (firstFree != NONE) {
      int node = firstFree;
      firstFree = next[node];
      return node;
    }
    if (end == parent.length) {
      int length = end + (end >> 1);
      parent = Arrays.copyOf(parent, length);
      firstChild = Arrays.copyOf(firstChild, length);
      next = Arrays.copyOf(next, length);
      previous = Arrays.copyOf(previous, length);
      inode = Arrays.copyOf(inode, length);
      nextInBucket = Arrays.copyOf(nextInBucket, length);
      nameOffset = Arrays.copyOf(nameOffset, length);
      nameLength = Arrays.copyOf(nameLength, length);
    }
    return end++;
  }

  private void link(int node) {
    int bucket = bucket(node);
    nextInBucket[node] = buckets[bucket];
    buckets[bucket] = node;
  }

  private void unlink(int node) {
    int bucket = bucket(node);
    if (buckets[bucket] == node) {
      buckets[bucket] = nextInBucket[node];
      return;
    }
    int before = buckets[bucket];
    while (nextInBucket[before] != node) {
      before = nextInBucket[before];
    }
    nextInBucket[before] = nextInBucket[node];
  }

  private void growBuckets() {
    int[] old = buckets;
    buckets = new int[2 * old.length];
    Arrays.fill(buckets, NONE);
    for (int first : old) {
      int node = first;
      while (node != NONE) {
        int following = nextInBucket[node];
        link(node);
        node = following;
      }
    }
  }

  /** Removes a node, not the root, with all below it. */
  void remove(int node) {
    removeChildren(node);
    if (next[node] != NONE) {
      previous[next[node]] = previous[node];
    }
    if (previous[node] != NONE) {
      next[previous[node]] = next[node];
    } else {
      firstChild[parent[node]] = next[node];
    }
    free(node);
  }

  private void free(int node) {
    unlink(node);
    next[node] = firstFree;
    firstFree = node;
    count--;
  }

  /** Removes all below a node. No recursion: a hostile tree is deep. */
  void removeChildren(int top) {
    int node = top;
    while (firstChild[top] != NONE) {
      while (firstChild[node] != NONE) {
        node = firstChild[node];
      }
      int above = parent[node];
      firstChild[above] = next[node];
      if (next[node] != NONE) {
        previous[next[node]] = NONE;
      }
      free(node);
      node = above;
    }
  }
}
