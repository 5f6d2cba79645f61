package dev.silt.delta;

import dev.silt.error.CorruptDataException;
import dev.silt.error.SiltException;
import dev.silt.error.UnsafePathException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold of a tree's items, whoever wrote them. */
final class TreeRules {

  private static final byte[] STAGE = TreePart.STAGE_NAME.getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_NAME_LENGTH = 255;

  private TreeRules() {}

  static void check(TreePart tree) throws SiltException {
    long last = Long.MIN_VALUE;
    for (TimeSet set : tree.timeSets()) {
      if (set.seconds() <= last || set.runs().isEmpty()) {
        throw TreeReader.corrupt("sets of times are out of order", null);
      }
      last = set.seconds();
    }
    check(tree.items());
  }

  private static void check(List<TreeItem> items) throws SiltException {
    Set<Integer> files = new HashSet<>();
    Deque<TreeItem> above = new ArrayDeque<>();
    byte[] last = null;
    for (TreeItem item : items) {
      checkPath(item);
      if (last != null && EntryPath.compare(last, item.path()) >= 0) {
        throw corrupt("paths are out of order", item);
      }
      last = item.path();
      while (!above.isEmpty() && !isBelow(item.path(), above.element().path())) {
        above.remove();
      }
      if (!above.isEmpty()) {
        checkBelow(item, above.element());
      }
      checkReferences(item, items);
      if (item.isRead() && !files.add(item.fileNumber())) {
        throw corrupt("a base file comes twice", item);
      }
      above.push(item);
    }
  }

  private static boolean isBelow(byte[] path, byte[] above) {
    return above.length == 0
        || (path.length > above.length
            && path[above.length] == '/'
            && Arrays.equals(path, 0, above.length, above, 0, above.length));
  }

  private static void checkPath(TreeItem item) throws SiltException {
    byte[] path = item.path();
    if (path.length == 0) {
      if (item.baseType() != NodeType.DIRECTORY || !(item.change() instanceof TreeChange.Keep)) {
        throw corrupt("the root must stay a directory", item);
      }
      return;
    }
    int from = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        checkName(path, from, i);
        from = i + 1;
      }
    }
  }

  private static void checkName(byte[] path, int from, int to) throws SiltException {
    int length = to - from;
    boolean dots =
        (length == 1 && path[from] == '.')
            || (length == 2 && path[from] == '.' && path[from + 1] == '.');
    boolean stage = from == 0 && Arrays.equals(path, from, to, STAGE, 0, STAGE.length);
    boolean nul = false;
    for (int i = from; i < to; i++) {
      nul |= path[i] == 0;
    }
    if (length == 0 || length > MAX_NAME_LENGTH || dots || stage || nul) {
      throw new UnsafePathException(
          "path that no root file system has: actual="
              + new String(path, StandardCharsets.UTF_8)
              + ", section=TREE");
    }
  }

  private static void checkBelow(TreeItem item, TreeItem above) throws SiltException {
    boolean stays = !(item.change() instanceof TreeChange.Remove);
    if (stays && !above.becomesDirectory()) {
      throw corrupt("a path below what is no directory", item);
    }
    if (item.baseType() != null && above.baseType() != NodeType.DIRECTORY) {
      throw corrupt("a base path below what is no directory", item);
    }
  }

  private static void checkReferences(TreeItem item, List<TreeItem> items) throws SiltException {
    if (item.change() instanceof TreeChange.Link link
        && (link.item() >= items.size() || !items.get(link.item()).canBeLinked())) {
      throw corrupt("a link to nothing", item);
    }
    if (item.change() instanceof TreeChange.Keep keep
        && keep.attributes().owner() != null
        && keep.attributes().mode() == null) {
      throw corrupt("an owner without a mode, which it may change", item);
    }
    if (item.change() instanceof TreeChange.Place place) {
      PlacedContent content = place.content();
      if (content.source() == PlacedContent.Source.BASE) {
        TreeItem from = content.number() < items.size() ? items.get(content.number()) : null;
        if (from == null || from.baseType() != NodeType.FILE || !from.checked()) {
          throw corrupt("a content of nothing", item);
        }
      }
      if (place.type() == NodeType.SYMBOLIC_LINK && !isLinkTarget(place.linkTarget())) {
        throw corrupt("target of a symbolic link", item);
      }
    }
  }

  private static boolean isLinkTarget(byte[] target) {
    for (byte b : target) {
      if (b == 0) {
        return false;
      }
    }
    return target.length > 0;
  }

  private static CorruptDataException corrupt(String what, TreeItem item) {
    return TreeReader.corrupt(what + ": " + item.pathText(), null);
  }
}
