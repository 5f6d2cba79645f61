package dev.silt.tree;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.error.UnsafePathException;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.hash.Digest;
import dev.silt.tar.TarEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Applies layers to an empty root, as the OCI image-spec says and, where that is silent, as umoci
 * does.
 *
 * <ul>
 *   <li>Paths lose slashes at their ends, empty and {@code .} components; {@code ..} is resolved by
 *       the text as Go's path.Clean does, and refused if it leads out of the root (umoci would take
 *       it for the root).
 *   <li>Whiteouts {@code .wh.NAME} and {@code .wh..wh..opq} hide what lower layers have, and
 *       nothing of their own layer, wherever they stand in its tar: all of them are applied before
 *       the layer's other entries. Their type does not matter. One without a name, or for {@code .}
 *       or {@code ..}, is refused. AUFS's own {@code .wh..wh.*} at the root are left out; hard
 *       links to files in {@code .wh..wh.plnk} find them.
 *   <li>Then entries count in the order of the tar; of one path twice the last counts. A directory
 *       over a directory keeps the children and takes the new attributes; everything else replaces
 *       what was there, with all below it. The root can only be a directory.
 *   <li>Parents that no entry made are directories of root with mode 0755 and mtime 0. A parent
 *       that is a symbolic link is followed within the root, at most 255 times; where it dangles,
 *       its target is made. A parent of another type is replaced by a directory.
 *   <li>A hard link is one more name for what its target is at that point of the tar, in this layer
 *       or below; its own attributes do not count. If there is no target, be it that a whiteout of
 *       the layer hides it, or a directory: a {@link CorruptDataException} that names both.
 *   <li>Global PAX headers are ignored; entries of a type that no runtime unpacks are an {@link
 *       UnsupportedFormatException}.
 * </ul>
 *
 * <p>Holds the entries given to it and about 60 bytes for each path. Not safe for use by several
 * threads.
 */
public final class TreeBuilder {

  private final Limits limits;
  private final Inodes inodes = new Inodes();
  private final NodeTable nodes;
  private final PathWalker walker;
  private final List<LayerEntry> layer = new ArrayList<>();
  private final Map<String, Integer> aufsLinks = new HashMap<>();
  private int layerCount;
  private long entryCount;

  private TreeBuilder(Limits limits) {
    this.limits = limits;
    this.nodes = new NodeTable(inodes.implied(), limits.entryCount());
    this.walker = new PathWalker(nodes, inodes);
  }

  /**
   * @param limits bound entries and paths
   * @return a builder with an empty root
   */
  public static TreeBuilder create(Limits limits) {
    return new TreeBuilder(limits);
  }

  /**
   * Adds the next entry of the current layer; it counts when the layer ends.
   *
   * @param entry as the layer's tar has it
   * @param digest of a regular file's content, if known
   * @param location anything, given back by {@link FlatTree#location}
   * @throws UnsafePathException if its path leads out of the root
   * @throws LimitExceededException if there are too many entries
   * @throws CorruptDataException if the entry is not one that was read
   */
  public void add(TarEntry entry, @Nullable Digest digest, long location) throws SiltException {
    LimitExceededException.check(
        "entries of an image", ++entryCount, limits.entryCount(), "entryCount");
    if (!entry.isMeta()) {
      byte[] path = TreePath.normalise(entry.logicalPath());
      layer.add(new LayerEntry(path, entry, digest, location));
    }
  }

  /**
   * Applies the current layer; the next entry begins another.
   *
   * @throws SiltException if an entry cannot be applied, see above; the builder is of no use then
   */
  public void endLayer() throws SiltException {
    layerCount++;
    for (LayerEntry entry : layer) {
      if (!entry.isAufs() && entry.isWhiteout()) {
        hide(entry);
      }
    }
    for (LayerEntry entry : layer) {
      if (entry.isAufs()) {
        keepAufsLink(entry);
      } else if (!entry.isWhiteout()) {
        apply(entry);
      }
    }
    layer.clear();
    aufsLinks.clear();
  }

  /**
   * Ends the tree.
   *
   * @return the tree; the builder is of no use then
   */
  public FlatTree build() {
    if (!layer.isEmpty()) {
      throw new IllegalStateException("endLayer() was not called");
    }
    return FlatTree.of(nodes, inodes);
  }

  private String where(LayerEntry entry) {
    return "entry=" + TreePath.text(entry.entry().path()) + ", layer=" + layerCount;
  }

  private void hide(LayerEntry entry) throws UnsafePathException {
    int directory = walker.find(TreePath.parent(entry.path()));
    if (entry.isOpaque()) {
      if (directory != NodeTable.NONE) {
        nodes.removeChildren(directory);
      }
      return;
    }
    byte[] name = entry.hiddenName();
    if (TreePath.isDots(name)) {
      throw new UnsafePathException("whiteout without a name: " + where(entry));
    }
    int hidden = directory == NodeTable.NONE ? NodeTable.NONE : nodes.find(directory, name);
    if (hidden != NodeTable.NONE) {
      nodes.remove(hidden);
    }
  }

  private void keepAufsLink(LayerEntry entry) {
    if (LayerEntry.isAufsLink(entry.path()) && entry.entry().isRegular()) {
      int inode = inodes.add(entry.entry(), entry.digest(), entry.location());
      aufsLinks.put(TreePath.text(entry.path()), inode);
    }
  }

  private void apply(LayerEntry entry) throws SiltException {
    TarEntry tar = entry.entry();
    requireKnownType(entry);
    if (entry.path().length == 0) {
      if (!tar.isDirectory()) {
        throw new UnsafePathException("root that is no directory: " + where(entry));
      }
      nodes.setInode(0, inodes.add(tar, null, entry.location()));
      return;
    }
    int parent = walker.make(TreePath.parent(entry.path()));
    byte[] name = TreePath.name(entry.path());
    int old = nodes.find(parent, name);
    boolean merge =
        old != NodeTable.NONE && tar.isDirectory() && inodes.isDirectory(nodes.inode(old));
    if (old != NodeTable.NONE && !merge) {
      nodes.remove(old);
    }
    int inode =
        tar.isHardLink() ? target(entry) : inodes.add(tar, entry.digest(), entry.location());
    if (merge) {
      nodes.setInode(old, inode);
    } else {
      nodes.add(parent, name, inode);
    }
  }

  private void requireKnownType(LayerEntry entry) throws UnsupportedFormatException {
    byte type = entry.entry().type();
    if (!entry.entry().isRegular() && type != 0 && (type < '1' || type > '6')) {
      throw new UnsupportedFormatException(
          "tar entry type not supported: actual=" + (char) type + ", " + where(entry));
    }
  }

  private int target(LayerEntry entry) throws SiltException {
    byte[] path = TreePath.normalise(entry.entry().linkTarget());
    Integer kept = LayerEntry.isAufsLink(path) ? aufsLinks.get(TreePath.text(path)) : null;
    if (kept != null) {
      return kept;
    }
    int directory = walker.find(TreePath.parent(path));
    int target =
        directory == NodeTable.NONE || path.length == 0
            ? NodeTable.NONE
            : nodes.find(directory, TreePath.name(path));
    if (target == NodeTable.NONE || inodes.isDirectory(nodes.inode(target))) {
      throw new CorruptDataException(
          "hard link to "
              + (target == NodeTable.NONE ? "nothing" : "a directory")
              + ": target="
              + TreePath.text(entry.entry().linkTarget())
              + ", "
              + where(entry)
              + "; the target is missing, replaced, or hidden by a whiteout of the same layer");
    }
    return nodes.inode(target);
  }
}
