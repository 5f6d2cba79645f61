package dev.silt.encode;

import dev.silt.delta.NodeAttributes;
import dev.silt.delta.NodeOwner;
import dev.silt.delta.NodeType;
import dev.silt.delta.Xattrs;
import dev.silt.error.SiltException;
import dev.silt.tar.TarEntry;
import dev.silt.tree.FlatTree;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Nodes of a flattened tree as a root file system has them. */
final class TreeNodes {

  private static final int PERMISSIONS = 07777;
  private static final int LINK_MODE = 0777;

  private TreeNodes() {}

  static NodeType type(TarEntry entry) {
    return switch (entry.type()) {
      case '2' -> NodeType.SYMBOLIC_LINK;
      case '3' -> NodeType.CHARACTER_DEVICE;
      case '4' -> NodeType.BLOCK_DEVICE;
      case '6' -> NodeType.FIFO;
      default -> entry.isDirectory() ? NodeType.DIRECTORY : NodeType.FILE;
    };
  }

  static NodeType type(FlatTree tree, int node) {
    return type(tree.entry(node));
  }

  /** Symbolic links have no mode of their own. */
  static NodeAttributes attributes(TarEntry entry) throws SiltException {
    int mode = entry.isSymbolicLink() ? LINK_MODE : entry.mode() & PERMISSIONS;
    Map<String, byte[]> xattrs = new TreeMap<>(entry.xattrs());
    NodeType type = type(entry);
    if (type != NodeType.FILE && type != NodeType.DIRECTORY) {
      xattrs.keySet().removeIf(name -> name.startsWith("user.")); // no file system keeps them
    }
    return new NodeAttributes(
        mode,
        new NodeOwner(entry.uid(), entry.gid()),
        Instant.ofEpochSecond(entry.mtimeSeconds(), entry.mtimeNanos()),
        Xattrs.of(xattrs));
  }

  static boolean isCodable(NodeAttributes attributes) {
    NodeOwner owner = attributes.owner();
    return owner != null && owner.uid() >>> 32 == 0 && owner.gid() >>> 32 == 0;
  }

  /** {@return whether two entries are the same device or FIFO} */
  static boolean sameDevice(TarEntry one, TarEntry other) {
    return !type(one).isDevice()
        || (one.deviceMajor() == other.deviceMajor() && one.deviceMinor() == other.deviceMinor());
  }
}
