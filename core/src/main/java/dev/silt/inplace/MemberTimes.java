package dev.silt.inplace;

import dev.silt.delta.PathDigest;
import dev.silt.delta.TimeSet;
import dev.silt.delta.TreeChange;
import dev.silt.delta.TreeItem;
import dev.silt.delta.TreePart;
import dev.silt.rootfs.FileStatus;
import dev.silt.rootfs.FileType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The members of the sets of times in a tree, and the times that they get. */
final class MemberTimes {

  private static final int NAMED = 3;

  private final Map<TimeSet, List<TreeScan.Node>> members;
  private final boolean base;

  private MemberTimes(Map<TimeSet, List<TreeScan.Node>> members, boolean base) {
    this.members = members;
    this.base = base;
  }

  /** A file that may have several names. */
  private record Inode(long device, long number) {
    static Inode of(FileStatus status) {
      return new Inode(status.device(), status.inode());
    }
  }

  static MemberTimes of(TreeScan scan, TreePart part) {
    Map<Long, TimeSet> bySecond = new HashMap<>();
    Map<TimeSet, List<TreeScan.Node>> members = new HashMap<>();
    for (TimeSet set : part.timeSets()) {
      bySecond.put(set.seconds(), set);
      members.put(set, new ArrayList<>());
    }
    PathDigest digest = PathDigest.create();
    if (!bySecond.isEmpty()) {
      Map<byte[], TreeItem> items = new TreeMap<>(Arrays::compareUnsigned);
      part.items().forEach(item -> items.put(item.path(), item));
      Set<Inode> timed = timed(scan, items);
      for (TreeScan.Node node : scan.nodes()) {
        TimeSet set = bySecond.get(node.status().mtime().getEpochSecond());
        if (set != null
            && node.status().type() != FileType.DIRECTORY
            && isLeft(items.get(node.path()))
            && !timed.contains(Inode.of(node.status()))) {
          digest.add(node.path());
          Objects.requireNonNull(members.get(set)).add(node);
        }
      }
    }
    return new MemberTimes(members, Arrays.equals(digest.digest(), part.totals().memberDigest()));
  }

  /** Nodes that an item gives a time, by whatever name. */
  private static Set<Inode> timed(TreeScan scan, Map<byte[], TreeItem> items) {
    Set<Inode> timed = new HashSet<>();
    for (TreeScan.Node node : scan.nodes()) {
      TreeItem item = items.get(node.path());
      if (item != null
          && item.change() instanceof TreeChange.Keep keep
          && keep.attributes().mtime() != null) {
        timed.add(Inode.of(node.status()));
      }
    }
    return timed;
  }

  private static boolean isLeft(@org.jspecify.annotations.Nullable TreeItem item) {
    return item == null || item.change() instanceof TreeChange.Keep;
  }

  /** {@return whether the members are just those of the base} */
  boolean isBase() {
    return base;
  }

  /** {@return paths that were changed last, which may be why the members are not the base's} */
  static List<String> lastChanges(TreeScan scan, TreePart part) {
    Set<byte[]> items = new TreeSet<>(Arrays::compareUnsigned);
    part.items().forEach(item -> items.add(item.path()));
    return scan.nodes().stream()
        .filter(node -> node.status().type() != FileType.DIRECTORY)
        .filter(node -> !items.contains(node.path()))
        .sorted((a, b) -> b.status().mtime().compareTo(a.status().mtime()))
        .limit(NAMED)
        .map(node -> Preflight.text(node.path()))
        .toList();
  }

  int count() {
    return members.values().stream().mapToInt(List::size).sum();
  }

  long expectedCount() {
    return members.keySet().stream().mapToLong(TimeSet::count).sum();
  }

  /**
   * {@return new times by path; without sets that have more or fewer members than the base, for
   * which nobody can tell} If the tree is the base's, none is left out.
   */
  Map<byte[], Instant> times() {
    Map<byte[], Instant> times = new TreeMap<>(Arrays::compareUnsigned);
    members.forEach(
        (set, nodes) -> {
          if (set.count() == nodes.size()) {
            int at = 0;
            for (TimeSet.Run run : set.runs()) {
              for (int i = 0; i < run.count(); i++) {
                TreeScan.Node node = nodes.get(at++);
                if (!node.status().mtime().equals(run.mtime())) {
                  times.put(node.path(), run.mtime());
                }
              }
            }
          }
        });
    return times;
  }
}
