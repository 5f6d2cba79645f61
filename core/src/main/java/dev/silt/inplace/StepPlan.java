package dev.silt.inplace;

import dev.silt.delta.NodeAttributes;
import dev.silt.delta.NodeType;
import dev.silt.delta.TreeChange;
import dev.silt.delta.TreeItem;
import dev.silt.delta.TreePart;
import dev.silt.rootfs.FileStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a commit. New nodes first, in path order, so directories before what is in them;
 * what stands in their way goes just before. Then what goes, from below. Then attributes, and times
 * of directories when nothing changes in them any more.
 */
final class StepPlan {

  private final TreePart part;
  private final Preflight preflight;
  private final Settable settable;
  private final List<Step> steps = new ArrayList<>();
  private final List<Step> removals = new ArrayList<>();
  private final List<Step> attributes = new ArrayList<>();
  private final List<Step> modes = new ArrayList<>();
  private final Map<byte[], Boolean> touched = new TreeMap<>(Arrays::compareUnsigned);
  private final Map<byte[], Instant> times = new TreeMap<>(Arrays::compareUnsigned);

  /** The last directory that something else replaces. */
  private byte @Nullable [] replaced;

  private StepPlan(TreePart part, Preflight preflight, Settable settable) {
    this.part = part;
    this.preflight = preflight;
    this.settable = settable;
  }

  static List<Step> of(TreePart part, Preflight preflight, Settable settable) {
    StepPlan plan = new StepPlan(part, preflight, settable);
    plan.expect();
    for (int i = 0; i < part.items().size(); i++) {
      plan.add(i);
    }
    plan.addMembers();
    return plan.all();
  }

  private void expect() {
    for (int i = 0; i < part.items().size(); i++) {
      TreeItem item = part.items().get(i);
      boolean read = item.change() instanceof TreeChange.Keep keep && keep.attributes().isEmpty();
      if (!read) {
        steps.add(Step.Expect.of(item.path(), preflight.status(i)));
      }
    }
  }

  private void add(int number) {
    TreeItem item = part.items().get(number);
    FileStatus status = preflight.status(number);
    NodeType present = status == null ? null : TreeScan.type(status);
    TreeChange change = item.change();
    if (change instanceof TreeChange.Remove) {
      if (present != null) {
        remove(item, present);
      }
    } else if (change instanceof TreeChange.Keep keep) {
      keep(item.path(), present, settable.settable(keep.attributes()));
    } else if (settable.isPlaced(number)) {
      place(number, item, present);
    }
  }

  /** What is below something that is replaced goes before that, all else at the end. */
  private void remove(TreeItem item, NodeType present) {
    touch(item.path());
    byte[] above = replaced;
    if (above == null || !isBelow(item.path(), above)) {
      removals.add(new Step.Remove(item.path(), present == NodeType.DIRECTORY));
    }
  }

  private static boolean isBelow(byte[] path, byte[] above) {
    return path.length > above.length
        && (above.length == 0 || path[above.length] == '/')
        && Arrays.equals(path, 0, above.length, above, 0, above.length);
  }

  private void place(int number, TreeItem item, @Nullable NodeType present) {
    NodeAttributes directory =
        item.change() instanceof TreeChange.Place place && place.type() == NodeType.DIRECTORY
            ? settable.settable(place.attributes())
            : null;
    if (directory != null && present == NodeType.DIRECTORY) {
      keep(item.path(), present, directory);
      return;
    }
    touch(item.path());
    if (present == NodeType.DIRECTORY) {
      replaced = item.path();
      clear(number);
    } else if (directory != null && present != null) {
      steps.add(new Step.Remove(item.path(), false));
    }
    steps.add(new Step.Place(item.path(), number));
    if (directory != null) {
      if (directory.mtime() != null) {
        times.put(item.path(), directory.mtime());
      }
      if (!settable.isRoot()) {
        modes.add(
            new Step.Attributes(
                item.path(), new NodeAttributes(directory.mode(), null, null, null)));
      }
    }
  }

  /** Removes a directory that is replaced by something else, from below. */
  private void clear(int number) {
    int end = number + 1;
    byte[] path = part.items().get(number).path();
    while (end < part.items().size() && isBelow(part.items().get(end).path(), path)) {
      end++;
    }
    for (int i = end - 1; i >= number; i--) {
      FileStatus status = preflight.status(i);
      NodeType type = status == null ? null : TreeScan.type(status);
      if (type != null) {
        steps.add(new Step.Remove(part.items().get(i).path(), type == NodeType.DIRECTORY));
      }
    }
  }

  private void keep(byte[] path, @Nullable NodeType present, NodeAttributes wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    boolean directory = present == NodeType.DIRECTORY;
    if (directory && wanted.mtime() != null) {
      times.put(path, wanted.mtime());
    }
    NodeAttributes now =
        new NodeAttributes(
            wanted.mode(), wanted.owner(), directory ? null : wanted.mtime(), wanted.xattrs());
    if (!now.isEmpty()) {
      attributes.add(new Step.Attributes(path, now));
    }
  }

  private void addMembers() {
    Map<byte[], Instant> members = preflight.times().times();
    for (TreeScan.Node node : preflight.scan().nodes()) {
      Instant time = members.get(node.path());
      if (time != null) {
        keep(node.path(), TreeScan.type(node.status()), new NodeAttributes(null, null, time, null));
      }
    }
  }

  private void touch(byte[] path) {
    touched.put(OpenTree.parentPath(path), true);
  }

  private List<Step> all() {
    for (int i = removals.size() - 1; i >= 0; i--) {
      steps.add(removals.get(i));
    }
    steps.addAll(attributes);
    for (byte[] path : touched.keySet()) {
      if (!times.containsKey(path)) {
        steps.add(new Step.Time(path, null));
      }
    }
    times.forEach((path, time) -> steps.add(new Step.Time(path, time)));
    steps.addAll(modes);
    return steps;
  }
}
