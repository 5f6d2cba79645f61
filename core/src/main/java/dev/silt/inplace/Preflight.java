package dev.silt.inplace;

import dev.silt.delta.NodeType;
import dev.silt.delta.PathDigest;
import dev.silt.delta.PlacedContent;
import dev.silt.delta.TreeChange;
import dev.silt.delta.TreeItem;
import dev.silt.delta.TreePart;
import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.io.Tasks;
import dev.silt.progress.ProgressMeter;
import dev.silt.rootfs.FileStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a tree before anything is written: all paths by lstat, and the contents of the files
 * that the update reads, replaces or removes; these on another thread, beside the first. Not safe
 * for several threads.
 */
final class Preflight {

  /** What a stage takes beside the contents. */
  private static final long ALLOWANCE = 1 << 20;

  private final OpenTree tree;
  private final TreePart part;
  private final TreeScan scan;
  private final CheckedFiles files;
  private final MemberTimes times;
  private final FileStatus root;
  private final List<String> missing = new ArrayList<>();
  private final List<String> modified = new ArrayList<>();
  private final List<String> extra = new ArrayList<>();
  private final List<String> blocking = new ArrayList<>();
  private final @Nullable FileStatus[] statuses;
  private final boolean[] needed;

  private Preflight(OpenTree tree, TreePart part, TreeScan scan, CheckedFiles files)
      throws IOException {
    this.tree = tree;
    this.part = part;
    this.scan = scan;
    this.files = files;
    this.root = tree.requireStatus(OpenTree.SELF);
    this.statuses = new FileStatus[part.items().size()];
    this.needed = new boolean[part.items().size()];
    for (TreeItem item : part.items()) {
      if (item.change() instanceof TreeChange.Place place
          && place.content().source() == PlacedContent.Source.BASE) {
        needed[place.content().number()] = true;
      }
    }
    this.times = MemberTimes.of(scan, part);
  }

  static Preflight of(OpenTree tree, TreePart part, Limits limits) throws IOException {
    try (Tasks tasks = Tasks.create(1)) {
      Future<CheckedFiles> files = tasks.submit(() -> CheckedFiles.read(tree.root(), part));
      TreeScan scan = TreeScan.of(tree.root(), limits);
      Preflight preflight = new Preflight(tree, part, scan, Tasks.join(files));
      preflight.look();
      return preflight;
    }
  }

  private void look() throws IOException {
    PathDigest checked = PathDigest.create();
    for (int i = 0; i < statuses.length; i++) {
      ProgressMeter.checkCancelled();
      TreeItem item = part.items().get(i);
      FileStatus status = scan.status(item.path());
      if (status == null) {
        status = tree.status(item.path()); // not there, or on another file system
      }
      statuses[i] = status;
      boolean expected = isBase(item, status);
      if (expected && item.checked()) {
        byte[] digest = files.digest(i);
        expected = digest.length > 0 && (digest[0] & 0xff) == item.check();
        checked.add(digest);
      }
      if (!expected) {
        differs(i, item, status);
      } else if (status != null && crossesDevices(item, status)) {
        blocking.add(item.pathText() + " (on another file system)");
      }
    }
    findStrangers();
    if (fitsSoFar() && !Arrays.equals(checked.digest(), part.totals().checkedDigest())) {
      modified.add("one of the files that the update reads or replaces");
      blocking.add("one of the files that the update reads or replaces (it does not tell which)");
    }
    if (fitsSoFar() && !times.isBase()) {
      modified.add(
          "times of "
              + times.count()
              + " paths ("
              + times.expectedCount()
              + " in the base; one was added, removed or touched: "
              + String.join(", ", MemberTimes.lastChanges(scan, part))
              + "?)");
    }
  }

  /** Somebody's files in directories that something else is to replace. */
  private void findStrangers() {
    Set<byte[]> known = new TreeSet<>(Arrays::compareUnsigned);
    List<byte[]> replaced = new ArrayList<>();
    for (TreeItem item : part.items()) {
      known.add(item.path());
      boolean placed =
          item.change() instanceof TreeChange.Link || item.change() instanceof TreeChange.Place;
      if (item.baseType() == NodeType.DIRECTORY && placed && !places(item, NodeType.DIRECTORY)) {
        replaced.add(item.path());
      }
    }
    for (int at = 0; !replaced.isEmpty() && at < scan.nodes().size(); at++) {
      byte[] path = scan.nodes().get(at).path();
      if (!known.contains(path) && replaced.stream().anyMatch(above -> isBelow(path, above))) {
        extra.add(text(path));
        blocking.add(text(path) + " (in a directory that goes)");
      }
    }
  }

  private static boolean isBelow(byte[] path, byte[] above) {
    return path.length > above.length
        && path[above.length] == '/'
        && Arrays.equals(path, 0, above.length, above, 0, above.length);
  }

  private boolean fitsSoFar() {
    return missing.isEmpty() && modified.isEmpty() && extra.isEmpty();
  }

  /** Whether a path is what the base has there, by lstat. */
  private static boolean isBase(TreeItem item, @Nullable FileStatus status) {
    NodeType type = status == null ? null : TreeScan.type(status);
    if (item.baseType() == null) {
      // A directory of somebody else is as good as a new one.
      return status == null || (type == NodeType.DIRECTORY && places(item, NodeType.DIRECTORY));
    }
    return type == item.baseType();
  }

  private static boolean places(TreeItem item, NodeType type) {
    return item.change() instanceof TreeChange.Place place && place.type() == type;
  }

  private boolean crossesDevices(TreeItem item, FileStatus status) {
    boolean onlyRead = item.change() instanceof TreeChange.Keep keep && keep.attributes().isEmpty();
    return status.device() != root.device() && !onlyRead;
  }

  private void differs(int number, TreeItem item, @Nullable FileStatus status) {
    String path = item.pathText();
    if (item.baseType() == null) {
      extra.add(path);
    } else if (status == null) {
      missing.add(path);
    } else {
      modified.add(path);
    }
    boolean read = item.isRead() || needed[number];
    boolean kept = item.change() instanceof TreeChange.Keep;
    boolean directory = status != null && TreeScan.type(status) == NodeType.DIRECTORY;
    boolean odd = status != null && TreeScan.type(status) == null;
    if (read || kept || odd || (directory && item.baseType() != NodeType.DIRECTORY)) {
      blocking.add(path + (read ? " (contents are made from it)" : " (cannot be restored)"));
    }
  }

  /** {@return whether all that the update changes is as in the target} */
  boolean isTarget() throws IOException {
    MessageDigest placed = Digest.newSha256();
    for (TreeItem item : part.items()) {
      FileStatus status = tree.status(item.path());
      NodeType type = status == null ? null : TreeScan.type(status);
      if (item.change() instanceof TreeChange.Place place) {
        if (type != place.type()) {
          return false;
        }
        Directory parent = tree.parent(item.path());
        byte[] name = OpenTree.name(item.path());
        if (type == NodeType.SYMBOLIC_LINK
            && !Arrays.equals(parent.readLink(name), place.linkTarget())) {
          return false;
        }
        if (place.content().source() != PlacedContent.Source.NONE) {
          placed.update(BaseFiles.digest(parent, name));
        }
      } else if ((item.change() instanceof TreeChange.Remove) != (type == null)) {
        return false;
      }
    }
    return part.totals().placedDigest().matches(placed.digest());
  }

  /** {@return all that was found of a tree that is to be the delta's target} */
  UpdateCheck findings(List<String> unsettable, TreeDelta delta) throws IOException {
    boolean fits = missing.isEmpty() && modified.isEmpty() && extra.isEmpty();
    long written = part.totals().placedLength();
    return new UpdateCheck(
        scan.isBase(part.totals().baseCount(), part.totals().baseDigest()),
        scan.count(),
        part.totals().baseCount(),
        missing,
        modified,
        extra,
        blocking,
        unsettable,
        !fits && isTarget(),
        written,
        delta.header().targetId().toString(),
        written + ALLOWANCE,
        tree.root().usableSpace(),
        delta.workLength());
  }

  TreeScan scan() {
    return scan;
  }

  MemberTimes times() {
    return times;
  }

  /** {@return what lstat said of an item's path} */
  @Nullable FileStatus status(int item) {
    return statuses[item];
  }

  static String text(byte[] path) {
    return path.length == 0 ? "/" : new String(path, StandardCharsets.UTF_8);
  }
}
