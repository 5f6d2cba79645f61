package dev.silt.encode;

import dev.silt.delta.NodeAttributes;
import dev.silt.delta.NodeType;
import dev.silt.delta.PathDigest;
import dev.silt.delta.TimeSet;
import dev.silt.error.SiltException;
import dev.silt.tree.FlatTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Which times of kept nodes change by sets, and which by items: sets of fewer than four paths are
 * dearer than items. Immutable.
 */
final class TreeTimes {

  static final TreeTimes NONE = new TreeTimes(List.of(), new BitSet(), PathDigest.create());

  private static final int LEAST = 4;

  private final List<TimeSet> sets;

  /** First names of nodes whose time an item gives if it changes. */
  private final BitSet withItem;

  private final byte[] memberDigest;

  private TreeTimes(List<TimeSet> sets, BitSet withItem, PathDigest members) {
    this.sets = List.copyOf(sets);
    this.withItem = withItem;
    this.memberDigest = members.digest();
  }

  /** Kept nodes whose time in the base is of one second. */
  private static final class Members {
    final List<Integer> nodes = new ArrayList<>();
    boolean change;
  }

  static TreeTimes of(TreePair pair) throws SiltException {
    FlatTree base = pair.base().tree();
    FlatTree target = pair.target().tree();
    Map<Long, Members> bySecond = new TreeMap<>();
    BitSet withItem = new BitSet();
    for (int node = 0; node < target.count(); node++) {
      int same = pair.samePath(node);
      if (!pair.isKept(node)) {
        continue;
      }
      if (TreeNodes.type(target, node) == NodeType.DIRECTORY) {
        withItem.set(node); // its time changes with whatever is put into it
        continue;
      }
      Members members =
          bySecond.computeIfAbsent(base.entry(same).mtimeSeconds(), second -> new Members());
      members.nodes.add(node);
      members.change |= pair.attributes(same, node).mtime() != null;
    }
    bySecond
        .values()
        .forEach(
            members -> {
              if (!members.change || members.nodes.size() < LEAST) {
                members.nodes.forEach(node -> withItem.set(target.firstLink(node)));
              }
            });
    List<TimeSet> sets = new ArrayList<>();
    BitSet all = new BitSet();
    for (Map.Entry<Long, Members> entry : bySecond.entrySet()) {
      entry.getValue().nodes.removeIf(node -> withItem.get(target.firstLink(node)));
      if (!entry.getValue().nodes.isEmpty()) {
        sets.add(new TimeSet(entry.getKey(), runs(pair, entry.getValue().nodes)));
        entry.getValue().nodes.forEach(all::set);
      }
    }
    PathDigest members = PathDigest.create();
    all.stream().forEach(node -> members.add(target.path(node)));
    return new TreeTimes(sets, withItem, members);
  }

  private static List<TimeSet.Run> runs(TreePair pair, List<Integer> nodes) throws SiltException {
    List<TimeSet.Run> runs = new ArrayList<>();
    for (int node : nodes) {
      Instant time = time(pair, node);
      int last = runs.size() - 1;
      if (last >= 0 && runs.get(last).mtime().equals(time)) {
        runs.set(last, new TimeSet.Run(time, runs.get(last).count() + 1));
      } else {
        runs.add(new TimeSet.Run(time, 1));
      }
    }
    return runs;
  }

  private static Instant time(TreePair pair, int node) throws SiltException {
    NodeAttributes attributes = TreeNodes.attributes(pair.target().tree().entry(node));
    return Objects.requireNonNull(attributes.mtime());
  }

  List<TimeSet> sets() {
    return sets;
  }

  /** {@return whether the time of a node changes by an item, if it does} */
  boolean hasItem(int firstLink) {
    return withItem.get(firstLink);
  }

  /** {@return digest of the paths of all members} */
  byte[] memberDigest() {
    return memberDigest;
  }
}
