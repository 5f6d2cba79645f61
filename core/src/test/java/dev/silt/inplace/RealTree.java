package dev.silt.inplace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.delta.NodeOwner;
import dev.silt.delta.NodeType;
import dev.silt.rootfs.FileStatus;
import dev.silt.rootfs.FileType;
import dev.silt.testing.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Writes a modelled tree into a directory, and reads one back. */
final class RealTree {

  private final ModelWorld world;
  private final Map<Integer, byte[]> paths = new HashMap<>();
  private final OpenTree tree;

  /** Extended attributes by path, of a tree that is read. */
  private Map<String, Map<String, byte[]>> xattrs = Map.of();

  private RealTree(ModelWorld world, Directory root) {
    this.world = world;
    this.tree = new OpenTree(root);
  }

  /** Makes the tree; the directory is empty. */
  static void write(ModelWorld world, Path root) throws IOException {
    try (Directory directory = UnixDirectory.openRoot(root)) {
      RealTree tree = new RealTree(world, directory);
      tree.make(new byte[0], world.get(ModelWorld.ROOT));
      tree.set(new byte[0], world.get(ModelWorld.ROOT));
      tree.tree.close();
    }
  }

  private void make(byte[] path, ModelNode node) throws IOException {
    for (Map.Entry<String, Integer> entry : node.entries.entrySet()) {
      byte[] name = Bytes.latin1(entry.getKey());
      byte[] child = TreeScan.join(path, name);
      ModelNode made = world.get(entry.getValue());
      byte[] known = paths.putIfAbsent(made.number, child);
      if (known != null) {
        Directory parent = tree.parent(child);
        try (OpenTree other = new OpenTree(tree.root())) {
          other.parent(known).link(OpenTree.name(known), parent, name);
        }
        continue;
      }
      Directory parent = tree.parent(child);
      switch (made.type) {
        case DIRECTORY -> parent.makeDirectory(name);
        case SYMBOLIC_LINK -> parent.makeSymbolicLink(name, made.linkTarget);
        case FILE -> {
          try (OpenFile file = parent.createFile(name)) {
            file.write(0, made.data, 0, made.data.length);
          }
        }
        default -> parent.makeSpecial(name, made.type, made.mode, made.major, made.minor);
      }
      make(child, made);
      set(child, made);
    }
  }

  private void set(byte[] path, ModelNode node) throws IOException {
    Directory parent = path.length == 0 ? tree.root() : tree.parent(path);
    byte[] name = OpenTree.name(path);
    if (Programs.find().privileges().anyOwner()) {
      parent.setOwner(name, new NodeOwner(node.uid, node.gid));
    }
    for (Map.Entry<String, byte[]> entry : node.xattrs.entrySet()) {
      parent.setXattr(name, entry.getKey(), entry.getValue());
    }
    FileType type = Objects.requireNonNull(parent.status(name)).type();
    parent.setTime(name, type, node.mtime);
    if (node.type != NodeType.SYMBOLIC_LINK) {
      parent.setMode(name, type, node.mode);
    }
  }

  /** {@return the tree that a directory has} */
  static ModelWorld read(Path root) throws IOException {
    ModelWorld world = new ModelWorld();
    try (Directory directory = UnixDirectory.openRoot(root)) {
      RealTree tree = new RealTree(world, directory);
      tree.xattrs = xattrs(root);
      tree.read(new byte[0], ModelWorld.ROOT);
      tree.tree.close();
    }
    return world;
  }

  /** By one program for all: one for each node would take most of a test's time. */
  private static Map<String, Map<String, byte[]>> xattrs(Path root) throws IOException {
    Path output = Files.createTempFile("silt-test", ".xattrs");
    try {
      dev.silt.testing.Programs.run(
          output, "getfattr", "-R", "-P", "-h", "-d", "-m-", "-ebase64", "--absolute-names", root);
      return parse(Files.readString(output, StandardCharsets.ISO_8859_1), root + "");
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      Files.delete(output);
    }
  }

  private static Map<String, Map<String, byte[]>> parse(String text, String root) {
    String title = "# file: " + root;
    Map<String, Map<String, byte[]>> all = new HashMap<>();
    for (String block : text.split("\n\n", -1)) {
      Map<String, byte[]> values = new HashMap<>();
      String path = "";
      for (String line : block.split("\n", -1)) {
        int value = line.indexOf("=0s");
        if (line.startsWith(title)) {
          path = line.substring(title.length());
          assertThat(path).as("a name that is not quoted").doesNotContain("\\");
        } else if (value > 0) {
          values.put(
              line.substring(0, value), Base64.getDecoder().decode(line.substring(value + 3)));
        } else if (!line.isEmpty()) {
          values.put(line, new byte[0]);
        }
      }
      all.put(path.startsWith("/") ? path.substring(1) : path, values);
    }
    return all;
  }

  private void read(byte[] path, int number) throws IOException {
    Directory parent = path.length == 0 ? tree.root() : tree.parent(path);
    byte[] name = OpenTree.name(path);
    FileStatus status = Objects.requireNonNull(parent.status(name));
    ModelNode node = new ModelNode(number, Objects.requireNonNull(TreeScan.type(status)));
    world.nodes.put(number, node);
    node.mode = status.mode() & 07777;
    node.uid = Integer.toUnsignedLong(status.uid());
    node.gid = Integer.toUnsignedLong(status.gid());
    node.mtime = status.mtime();
    node.major = node.type.isDevice() ? status.major() : 0;
    node.minor = node.type.isDevice() ? status.minor() : 0;
    if (node.type == NodeType.FILE || node.type == NodeType.DIRECTORY) {
      String known = new String(path, StandardCharsets.ISO_8859_1);
      node.xattrs.putAll(xattrs.getOrDefault(known, Map.of()));
    }
    if (node.type == NodeType.SYMBOLIC_LINK) {
      node.linkTarget = parent.readLink(name);
    } else if (node.type == NodeType.FILE) {
      try (OpenFile file = parent.openFile(name)) {
        node.data = file.readAll();
      }
    } else if (node.type == NodeType.DIRECTORY) {
      var names = tree.directory(path).list();
      names.sort(Arrays::compareUnsigned);
      for (byte[] child : names) {
        byte[] below = TreeScan.join(path, child);
        FileStatus childStatus = Objects.requireNonNull(tree.status(below));
        int inode = (int) childStatus.inode();
        node.entries.put(new String(child, StandardCharsets.ISO_8859_1), inode);
        if (!world.nodes.containsKey(inode)) {
          read(below, inode);
        }
      }
    }
  }
}
