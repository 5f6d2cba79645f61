package dev.silt.encode;

import dev.silt.delta.BaseListing;
import dev.silt.delta.NodeType;
import dev.silt.delta.TreeItem;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.hash.Digest;
import dev.silt.tar.TarEntry;
import dev.silt.tree.FlatTree;
import dev.silt.tree.TreeBuilder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The base as a root file system: which base files it has, and where. Immutable, safe for several
 * threads.
 */
final class BaseTree {

  private static final long NO_FILE = -1;

  private final EncodeBase base;
  private final FlatTree tree;
  private final Map<Digest, Integer> visible = new HashMap<>();
  private final int[] nodes;

  private BaseTree(EncodeBase base, FlatTree tree) {
    this.base = base;
    this.tree = tree;
    this.nodes = new int[Arrays.stream(base.fileCounts()).sum()];
    Arrays.fill(nodes, FlatTree.NONE);
    for (int node = tree.count() - 1; node >= 0; node--) {
      int file = file(node);
      if (file >= 0) {
        nodes[file] = node;
        visible.put(base.digest(file), file);
      }
    }
  }

  static BaseTree of(EncodeBase base, Limits limits) throws SiltException {
    TreeBuilder builder = TreeBuilder.create(limits);
    int file = 0;
    for (List<TarEntry> layer : base.entries()) {
      for (TarEntry entry : layer) {
        boolean data = entry.dataLength() > 0;
        builder.add(entry, null, data && !entry.isSparse() ? file : NO_FILE);
        file += data ? 1 : 0;
      }
      builder.endLayer();
    }
    return new BaseTree(base, builder.build());
  }

  /** {@return how many base files there are, seen in the tree or not} */
  int fileCount() {
    return nodes.length;
  }

  FlatTree tree() {
    return tree;
  }

  /** {@return the base file that a node has, or -1; of a sparse file none} */
  int file(int node) {
    return isFile(node) ? (int) tree.location(node) : (int) NO_FILE;
  }

  private boolean isFile(int node) {
    return TreeNodes.type(tree, node) == NodeType.FILE;
  }

  /** {@return the base file with the same content that the tree has, or -1} */
  int canonical(int file) {
    if (nodes[file] != FlatTree.NONE) {
      return file;
    }
    return visibleFile(base.digest(file));
  }

  /** {@return a base file that the tree has, or -1} */
  int visibleFile(Digest digest) {
    return visible.getOrDefault(digest, -1);
  }

  /** {@return the first node that has a base file, or {@link FlatTree#NONE}} */
  int node(int file) {
    return nodes[file];
  }

  /** {@return digest of a file's content, or of a link's target; null if there is none} */
  @Nullable Digest digest(int node) throws SiltException {
    TarEntry entry = tree.entry(node);
    if (entry.isSymbolicLink()) {
      return Digest.sha256(entry.linkTarget());
    }
    int file = file(node);
    if (file >= 0) {
      return base.digest(file);
    }
    return isFile(node) && entry.logicalLength() == 0 ? Digest.sha256(new byte[0]) : null;
  }

  /** {@return what the base has at a node, as an item of the tree says it} */
  TreeItem item(int node, boolean checked, int fileNumber, dev.silt.delta.TreeChange change)
      throws SiltException {
    Digest digest = checked ? digest(node) : null;
    NodeType type = TreeNodes.type(tree, node);
    return new TreeItem(
        tree.path(node),
        type,
        digest != null,
        digest == null ? 0 : digest.toBytes()[0] & 0xff,
        fileNumber,
        change);
  }

  /** {@return all that the tree lists} */
  BaseListing listing() throws SiltException {
    BaseListing listing = BaseListing.create();
    for (int node = 0; node < tree.count(); node++) {
      TarEntry entry = tree.entry(node);
      NodeType type = TreeNodes.type(entry);
      long length = type == NodeType.FILE ? entry.logicalLength() : 0;
      listing.add(tree.path(node), type, length, entry.linkTarget());
    }
    return listing;
  }
}
