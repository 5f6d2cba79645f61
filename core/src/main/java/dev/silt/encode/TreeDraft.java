package dev.silt.encode;

import dev.silt.delta.BaseListing;
import dev.silt.delta.ContentRef;
import dev.silt.delta.NodeAttributes;
import dev.silt.delta.NodeType;
import dev.silt.delta.PathDigest;
import dev.silt.delta.PlacedContent;
import dev.silt.delta.TreeChange;
import dev.silt.delta.TreeItem;
import dev.silt.delta.TreePart;
import dev.silt.delta.TreeTotals;
import dev.silt.delta.TreeUnpacking;
import dev.silt.delta.Unpacking;
import dev.silt.error.SiltException;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.hash.Digest;
import dev.silt.tar.TarEntry;
import dev.silt.tree.FlatTree;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The TREE section for one draft. Steps, in order: collect the contents, then, when it is known
 * which base files they are made from, the items. Not safe for several threads.
 */
final class TreeDraft {

  private final TreePair pair;
  private final BaseTree base;
  private final TargetTree target;
  private final Map<Integer, ContentRef> contents = new HashMap<>();

  /** Items by base node, or by target node where the base has nothing. */
  private final List<Slot> slots = new ArrayList<>();

  private final Map<Integer, Integer> slotOfBase = new HashMap<>();
  private final Map<Integer, Integer> slotOfTarget = new HashMap<>();
  private int ownContentCount;

  /** A path that may become an item. */
  private record Slot(int baseNode, int targetNode) {}

  TreeDraft(TreePair pair) {
    this.pair = pair;
    this.base = pair.base();
    this.target = pair.target();
  }

  /** Finds the contents of all files that are placed; those that nobody knew become new ones. */
  void collect(Catalog catalog) throws SiltException {
    int before = catalog.newContents().size();
    FlatTree tree = target.tree();
    for (int node = 0; node < tree.count(); node++) {
      if (isPlaced(node) && TreeNodes.type(tree, node) == NodeType.FILE) {
        contents.put(node, content(node, catalog));
      }
    }
    ownContentCount = catalog.newContents().size() - before;
  }

  private boolean isPlaced(int node) throws SiltException {
    return !pair.isKept(node) && pair.keeper(node) == node;
  }

  private ContentRef content(int node, Catalog catalog) {
    if (target.content(node).length() == 0) {
      return ContentRef.NONE;
    }
    int visible = base.visibleFile(target.digest(node));
    return visible >= 0
        ? ContentRef.ofBase(visible)
        : catalog.newContent(target.digest(node), target.tree().path(node), target.content(node));
  }

  /**
   * Makes the section.
   *
   * @param numbers know which base files contents are made from
   * @param unpacking what the delta says of archives
   * @param seen the new contents
   * @return the section
   */
  TreePart part(MemberNumbers numbers, Unpacking unpacking, SeenThrough seen) throws SiltException {
    BitSet read = numbers.usedFiles();
    BitSet needed = neededBaseNodes(read);
    merge(needed);
    List<TreeItem> items = new ArrayList<>();
    MessageDigest placed = Digest.newSha256();
    PathDigest checked = PathDigest.create();
    long placedLength = 0;
    for (int i = 0; i < slots.size(); i++) {
      TreeItem item = item(slots.get(i), read, needed);
      items.add(item);
      if (item.checked()) {
        checked.add(Objects.requireNonNull(base.digest(slots.get(i).baseNode())).toBytes());
      }
      if (item.change() instanceof TreeChange.Place place
          && place.content().source() != PlacedContent.Source.NONE) {
        placed.update(target.digest(slots.get(i).targetNode()).toBytes());
        placedLength += target.content(slots.get(i).targetNode()).length();
      }
    }
    BaseListing listing = base.listing();
    TreeTotals totals =
        new TreeTotals(
            ownContentCount,
            placedLength,
            Digest.ofSha256(placed.digest()),
            listing.count(),
            listing.digest(),
            checked.digest(),
            pair.times().memberDigest());
    return new TreePart(totals, items, pair.times().sets(), announced(numbers, unpacking, seen));
  }

  private TreeUnpacking announced(MemberNumbers numbers, Unpacking unpacking, SeenThrough seen) {
    if (unpacking.equals(Unpacking.NONE)) {
      return TreeUnpacking.NONE;
    }
    long length =
        unpacking.unpackedLength() + unpacking.inflatedLength() + numbers.skeletonsLength();
    BitSet placed = new BitSet();
    contents.values().stream()
        .filter(ref -> ref.kind() == ContentRef.Kind.NEW)
        .forEach(ref -> placed.set(ref.number()));
    for (int i = 0; i < seen.contentCount(); i++) {
      length += placed.get(i) ? 0 : seen.original(i).length();
    }
    return new TreeUnpacking(base.fileCount(), length);
  }

  /** Base nodes that something is made from: read by contents, copied, or linked to. */
  private BitSet neededBaseNodes(BitSet read) throws SiltException {
    BitSet needed = new BitSet();
    read.stream().forEach(file -> needed.set(base.node(file)));
    for (ContentRef ref : contents.values()) {
      if (ref.kind() == ContentRef.Kind.BASE) {
        needed.set(base.node(ref.number()));
      }
    }
    return needed;
  }

  /** Walks over both trees in path order. */
  private void merge(BitSet needed) throws SiltException {
    FlatTree old = base.tree();
    FlatTree now = target.tree();
    BitSet linked = linked();
    int at = 0;
    for (int node = 0; node < now.count(); node++) {
      int same = pair.samePath(node);
      int next = same == FlatTree.NONE ? before(at, now.path(node)) : same;
      for (; at < next; at++) {
        add(at, FlatTree.NONE);
      }
      if (same != FlatTree.NONE) {
        at = same + 1;
      }
      boolean changes =
          !pair.isKept(node)
              || (isKeeper(node) && !pair.changed(same, node).isEmpty())
              || (same != FlatTree.NONE && needed.get(same))
              || linked.get(node);
      if (changes) {
        add(same, node);
      }
    }
    for (; at < old.count(); at++) {
      add(at, FlatTree.NONE);
    }
  }

  /** {@return the first base node from {@code at} on that is not before a path} */
  private int before(int at, byte[] path) {
    int node = at;
    while (node < base.tree().count() && TreePair.compare(base.tree().path(node), path) < 0) {
      node++;
    }
    return node;
  }

  private boolean isKeeper(int node) {
    return TreeNodes.type(target.tree(), node) == NodeType.DIRECTORY || pair.keeper(node) == node;
  }

  /** {@return the kept nodes that others become links to} */
  private BitSet linked() throws SiltException {
    BitSet linked = new BitSet();
    for (int node = 0; node < target.tree().count(); node++) {
      if (!pair.isKept(node) && pair.keeper(node) != node) {
        linked.set(pair.keeper(node));
      }
    }
    return linked;
  }

  private void add(int baseNode, int targetNode) {
    if (baseNode != FlatTree.NONE) {
      slotOfBase.put(baseNode, slots.size());
    }
    if (targetNode != FlatTree.NONE) {
      slotOfTarget.put(targetNode, slots.size());
    }
    slots.add(new Slot(baseNode, targetNode));
  }

  private TreeItem item(Slot slot, BitSet read, BitSet needed) throws SiltException {
    TreeChange change = change(slot);
    int node = slot.baseNode();
    if (node == FlatTree.NONE) {
      return new TreeItem(target.tree().path(slot.targetNode()), null, false, 0, -1, change);
    }
    int file = base.file(node);
    boolean reads = file >= 0 && read.get(file) && base.node(file) == node;
    boolean keeps = change instanceof TreeChange.Keep;
    return base.item(node, !keeps || needed.get(node), reads ? file : -1, change);
  }

  private TreeChange change(Slot slot) throws SiltException {
    int node = slot.targetNode();
    if (node == FlatTree.NONE) {
      return new TreeChange.Remove();
    }
    if (pair.isKept(node)) {
      return new TreeChange.Keep(
          isKeeper(node) ? pair.changed(slot.baseNode(), node) : NodeAttributes.NONE);
    }
    if (pair.keeper(node) != node) {
      return new TreeChange.Link(Objects.requireNonNull(slotOfTarget.get(pair.keeper(node))));
    }
    return place(node);
  }

  private TreeChange place(int node) throws SiltException {
    TarEntry entry = target.tree().entry(node);
    NodeType type = TreeNodes.type(entry);
    NodeAttributes attributes = TreeNodes.attributes(entry);
    if (!TreeNodes.isCodable(attributes)) {
      throw new UnsupportedFormatException(
          "owner out of range: "
              + new String(entry.path(), java.nio.charset.StandardCharsets.UTF_8));
    }
    return new TreeChange.Place(
        type,
        attributes,
        type == NodeType.FILE ? placed(contents.get(node)) : PlacedContent.EMPTY,
        type == NodeType.SYMBOLIC_LINK ? entry.linkTarget() : new byte[0],
        type.isDevice() ? entry.deviceMajor() : 0,
        type.isDevice() ? entry.deviceMinor() : 0);
  }

  private PlacedContent placed(@Nullable ContentRef ref) {
    if (ref == null || ref.kind() == ContentRef.Kind.NONE) {
      return PlacedContent.EMPTY;
    }
    return ref.kind() == ContentRef.Kind.NEW
        ? new PlacedContent(PlacedContent.Source.NEW, ref.number())
        : new PlacedContent(
            PlacedContent.Source.BASE,
            Objects.requireNonNull(slotOfBase.get(base.node(ref.number()))));
  }
}
