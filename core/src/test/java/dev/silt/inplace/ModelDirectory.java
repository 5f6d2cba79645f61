package dev.silt.inplace;

import dev.silt.delta.NodeOwner;
import dev.silt.delta.NodeType;
import dev.silt.delta.Xattrs;
import dev.silt.rootfs.FileStatus;
import dev.silt.rootfs.FileType;
import dev.silt.testing.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory of a {@link ModelDisk}. */
final class ModelDirectory implements Directory {

  private final ModelDisk disk;
  private final int number;

  ModelDirectory(ModelDisk disk, int number) {
    this.disk = disk;
    this.number = number;
  }

  private static String text(byte[] name) {
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private ModelNode self() throws NoSuchFileException {
    ModelNode node = disk.cache.nodes.get(number);
    if (node == null) {
      throw new NoSuchFileException("removed directory");
    }
    return node;
  }

  private @Nullable ModelNode find(byte[] name) throws IOException {
    if (name.length == 0) {
      return self();
    }
    Integer child = self().entries.get(text(name));
    return child == null ? null : disk.cache.get(child);
  }

  private ModelNode require(byte[] name) throws IOException {
    ModelNode node = find(name);
    if (node == null) {
      throw new NoSuchFileException(text(name));
    }
    return node;
  }

  @Override
  public Directory open(byte[] name) throws IOException {
    disk.look();
    ModelNode node = require(name);
    if (node.type != NodeType.DIRECTORY) {
      throw new NotDirectoryException(text(name));
    }
    return new ModelDirectory(disk, node.number);
  }

  @Override
  public List<byte[]> list() throws IOException {
    disk.look();
    List<byte[]> names = new ArrayList<>();
    self().entries.keySet().forEach(name -> names.add(Bytes.latin1(name)));
    return names;
  }

  @Override
  public @Nullable FileStatus status(byte[] name) throws IOException {
    disk.look();
    ModelNode node = find(name);
    if (node == null) {
      return null;
    }
    return node.status();
  }

  @Override
  public byte[] readLink(byte[] name) throws IOException {
    disk.look();
    return require(name).linkTarget;
  }

  @Override
  public Xattrs xattrs(byte[] name) throws IOException {
    disk.look();
    return Xattrs.of(require(name).xattrs);
  }

  @Override
  public OpenFile openFile(byte[] name) throws IOException {
    disk.look();
    ModelNode node = require(name);
    if (node.type != NodeType.FILE) {
      throw new FileSystemException(text(name), null, "not a file");
    }
    return new ModelFile(disk, node.number);
  }

  @Override
  public OpenFile createFile(byte[] name) throws IOException {
    if (find(name) == null) {
      add(name, NodeType.FILE, 0600, node -> {});
    }
    return openFile(name);
  }

  /** Sets what a new node has from the start. */
  private interface Maker {
    void make(ModelNode node);
  }

  private void add(byte[] name, NodeType type, int mode, Maker maker) throws IOException {
    if (find(name) != null) {
      throw new FileAlreadyExistsException(text(name));
    }
    Instant now = disk.now();
    ModelNode node = disk.create(type);
    node.mode = mode;
    node.mtime = now;
    maker.make(node);
    disk.created(node);
    disk.change(
        true,
        Set.of(number),
        -1,
        world -> {
          ModelNode parent = world.nodes.get(number);
          ModelNode child = world.nodes.get(node.number);
          if (parent == null || child == null || parent.entries.containsKey(text(name))) {
            return false;
          }
          child.linkCount++;
          parent.entries.put(text(name), node.number);
          parent.mtime = now;
          return true;
        });
  }

  @Override
  public void makeDirectory(byte[] name) throws IOException {
    add(name, NodeType.DIRECTORY, 0700, node -> {});
  }

  @Override
  public void makeSymbolicLink(byte[] name, byte[] target) throws IOException {
    add(name, NodeType.SYMBOLIC_LINK, 0777, node -> node.linkTarget = target);
  }

  @Override
  public void makeSpecial(byte[] name, NodeType type, int mode, long major, long minor)
      throws IOException {
    add(
        name,
        type,
        mode,
        node -> {
          node.major = major;
          node.minor = minor;
        });
  }

  @Override
  public void link(byte[] name, Directory to, byte[] newName) throws IOException {
    int child = require(name).number;
    int other = ((ModelDirectory) to).number;
    if (((ModelDirectory) to).find(newName) != null) {
      throw new FileAlreadyExistsException(text(newName));
    }
    Instant now = disk.now();
    disk.change(
        true,
        Set.of(other),
        -1,
        world -> {
          ModelNode parent = world.nodes.get(other);
          ModelNode node = world.nodes.get(child);
          if (parent == null || node == null || parent.entries.containsKey(text(newName))) {
            return false;
          }
          parent.entries.put(text(newName), child);
          parent.mtime = now;
          node.linkCount++;
          return true;
        });
  }

  @Override
  public void rename(byte[] name, Directory to, byte[] newName) throws IOException {
    int child = require(name).number;
    int other = ((ModelDirectory) to).number;
    ModelNode over = ((ModelDirectory) to).find(newName);
    if (over != null) {
      boolean directory = over.type == NodeType.DIRECTORY;
      if (directory != (require(name).type == NodeType.DIRECTORY) || !over.entries.isEmpty()) {
        throw new FileSystemException(text(newName), null, "cannot be replaced");
      }
      if (over.number == child) {
        return; // as rename does
      }
    }
    Instant now = disk.now();
    disk.change(
        false,
        number == other ? Set.of(number) : Set.of(number, other),
        -1,
        world -> move(world, text(name), child, other, text(newName), now));
  }

  private boolean move(
      ModelWorld world, String name, int child, int other, String newName, Instant now) {
    ModelNode from = world.nodes.get(number);
    ModelNode into = world.nodes.get(other);
    if (from == null || into == null || !Integer.valueOf(child).equals(from.entries.get(name))) {
      return false;
    }
    Integer over = into.entries.get(newName);
    if (over != null && ModelDisk.isDirectory(world.get(over)) != isDirectory(world, child)) {
      return false;
    }
    if (over != null) {
      drop(world, over);
    }
    from.entries.remove(name);
    into.entries.put(newName, child);
    from.mtime = now;
    into.mtime = now;
    return true;
  }

  private static boolean isDirectory(ModelWorld world, int child) {
    return ModelDisk.isDirectory(world.get(child));
  }

  private static void drop(ModelWorld world, int child) {
    ModelNode node = world.get(child);
    if (--node.linkCount == 0) {
      world.nodes.remove(child);
    }
  }

  @Override
  public void removeFile(byte[] name) throws IOException {
    if (require(name).type == NodeType.DIRECTORY) {
      throw new FileSystemException(text(name), null, "is a directory");
    }
    remove(name);
  }

  @Override
  public void removeDirectory(byte[] name) throws IOException {
    if (require(name).type != NodeType.DIRECTORY) {
      throw new NotDirectoryException(text(name));
    }
    if (!require(name).entries.isEmpty()) {
      disk.look();
      throw new DirectoryNotEmptyException(text(name));
    }
    remove(name);
  }

  private void remove(byte[] name) throws IOException {
    int child = require(name).number;
    Instant now = disk.now();
    disk.change(
        false,
        Set.of(number),
        -1,
        world -> {
          ModelNode parent = world.nodes.get(number);
          if (parent == null
              || !Integer.valueOf(child).equals(parent.entries.get(text(name)))
              || !world.get(child).entries.isEmpty()) {
            return false;
          }
          parent.entries.remove(text(name));
          parent.mtime = now;
          drop(world, child);
          return true;
        });
  }

  /** Changes a node. */
  private interface Setter {
    void set(ModelNode node);
  }

  private void set(byte[] name, boolean grows, Setter setter) throws IOException {
    int child = require(name).number;
    disk.change(
        grows,
        Set.of(),
        child,
        world -> {
          ModelNode node = world.nodes.get(child);
          if (node != null) {
            setter.set(node);
          }
          return node != null;
        });
  }

  @Override
  public void setOwner(byte[] name, NodeOwner owner) throws IOException {
    set(
        name,
        false,
        node -> {
          node.uid = owner.uid();
          node.gid = owner.gid();
          node.mode &= node.type == NodeType.DIRECTORY ? 07777 : 01777; // as chown does
          node.xattrs.remove("security.capability");
        });
  }

  @Override
  public void setMode(byte[] name, FileType type, int mode) throws IOException {
    set(name, false, node -> node.mode = mode);
  }

  @Override
  public void setTime(byte[] name, FileType type, Instant mtime) throws IOException {
    set(name, false, node -> node.mtime = mtime);
  }

  @Override
  public void setXattr(byte[] name, String attribute, byte @Nullable [] value) throws IOException {
    set(
        name,
        value != null,
        node -> {
          if (value == null) {
            node.xattrs.remove(attribute);
          } else {
            node.xattrs.put(attribute, value);
          }
        });
  }

  @Override
  public void sync(byte[] name) throws IOException {
    disk.sync(require(name).number);
  }

  @Override
  public boolean syncFileSystem() throws IOException {
    if (disk.syncsFileSystem) {
      disk.syncAll();
    }
    return disk.syncsFileSystem;
  }

  @Override
  public @Nullable Closeable lock(byte[] name) throws IOException {
    if (find(name) == null) {
      add(name, NodeType.FILE, 0600, node -> {});
    }
    disk.look();
    int child = require(name).number;
    return disk.locked.add(child) ? () -> disk.locked.remove(child) : null;
  }

  @Override
  public long usableSpace() {
    return Long.MAX_VALUE / 2;
  }

  @Override
  public Privileges privileges() {
    return Privileges.ALL;
  }

  @Override
  public void close() {}
}
