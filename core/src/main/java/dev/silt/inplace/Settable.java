package dev.silt.inplace;

import dev.silt.delta.NodeAttributes;
import dev.silt.delta.NodeOwner;
import dev.silt.delta.NodeType;
import dev.silt.delta.TreeChange;
import dev.silt.delta.TreeItem;
import dev.silt.delta.TreePart;
import dev.silt.delta.Xattrs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which of an update's nodes and attributes this process can set. Immutable. */
final class Settable {

  private final TreePart part;
  private final Privileges privileges;
  private final boolean[] placed;
  private final List<String> unsettable = new ArrayList<>();

  private Settable(TreePart part, Privileges privileges) {
    this.part = part;
    this.privileges = privileges;
    this.placed = new boolean[part.items().size()];
  }

  static Settable of(TreePart part, Privileges privileges) {
    Settable settable = new Settable(part, privileges);
    settable.look();
    return settable;
  }

  private void look() {
    for (int i = 0; i < placed.length; i++) {
      TreeItem item = part.items().get(i);
      if (item.change() instanceof TreeChange.Place place) {
        placed[i] = canMake(place.type());
        if (!placed[i]) {
          unsettable.add(item.pathText() + " (" + (place.type().isDevice() ? "device)" : "FIFO)"));
        } else {
          look(item, place.attributes(), place.type());
        }
      } else if (item.change() instanceof TreeChange.Keep keep) {
        look(item, keep.attributes(), item.baseType());
      }
    }
    for (int i = 0; i < placed.length; i++) {
      if (part.items().get(i).change() instanceof TreeChange.Link link) {
        placed[i] =
            placed[link.item()]
                || part.items().get(link.item()).change() instanceof TreeChange.Keep;
      }
    }
  }

  private boolean canMake(NodeType type) {
    return type.isDevice() ? privileges.devices() : type != NodeType.FIFO || privileges.fifos();
  }

  private void look(TreeItem item, NodeAttributes wanted, @Nullable NodeType type) {
    NodeOwner owner = wanted.owner();
    if (owner != null && !privileges.anyOwner()) {
      unsettable.add(item.pathText() + " (owner " + owner.uid() + ":" + owner.gid() + ")");
    }
    if (wanted.xattrs() != null) {
      for (String name : wanted.xattrs().values().keySet()) {
        if (!canSet(name)) {
          unsettable.add(item.pathText() + " (" + name + ")");
        }
      }
    }
    if (type != null && type.isSpecial() && !privileges.specialTimes()) {
      unsettable.add(item.pathText() + " (time of a device)");
    }
  }

  private boolean canSet(String xattr) {
    return xattr.startsWith("user.") || privileges.anyXattr();
  }

  /** {@return what cannot be set, a path and what each} */
  List<String> unsettable() {
    return unsettable;
  }

  boolean isRoot() {
    return privileges.anyOwner();
  }

  /** {@return whether an item's node can be made} */
  boolean isPlaced(int item) {
    return placed[item];
  }

  /**
   * {@return what a staged node gets} A directory that its owner may not write gets its mode last.
   */
  NodeAttributes staged(TreeChange.Place place) {
    NodeAttributes all = settable(place.attributes());
    boolean later = place.type() == NodeType.DIRECTORY && !isRoot();
    boolean timeless = place.type().isSpecial() && !privileges.specialTimes();
    return new NodeAttributes(
        later ? null : all.mode(), all.owner(), timeless ? null : all.mtime(), all.xattrs());
  }

  /** {@return what of some attributes can be set} */
  NodeAttributes settable(NodeAttributes wanted) {
    Xattrs xattrs = wanted.xattrs();
    if (xattrs != null && !xattrs.values().isEmpty()) {
      Map<String, byte[]> some = new HashMap<>(xattrs.values());
      some.keySet().removeIf(name -> !canSet(name));
      xattrs = Xattrs.of(some);
    }
    return new NodeAttributes(
        wanted.mode(), privileges.anyOwner() ? wanted.owner() : null, wanted.mtime(), xattrs);
  }
}
