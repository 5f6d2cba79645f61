package dev.silt.rootfs;

import dev.silt.error.InputChangedException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.progress.ProgressMeter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists a tree: each directory before what is in it, siblings by the bytes of their names, which
 * together is path order. Follows no symbolic links, and does not go into directories of other file
 * systems. Leaves out what belongs to an update. Keeps the directories still to be visited on a
 * stack of its own. One use, one thread.
 */
final class TreeWalk {

  private static final byte[] TOP = "./".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] STAGE = RootTree.STAGE_NAME.getBytes(StandardCharsets.US_ASCII);

  private final Path root;
  private final Limits limits;
  private final List<TreeNode> nodes = new ArrayList<>();
  private final Map<Inode, byte[]> firstPaths = new HashMap<>();
  private final Deque<Iterator<Child>> open = new ArrayDeque<>();
  private Instant lastTime = Instant.MIN;
  private byte[] lastPath = TOP;

  private TreeWalk(Path root, Limits limits) {
    this.root = root;
    this.limits = limits;
  }

  /** A file that has several names, by what they share. */
  private record Inode(long device, long number) {}

  /** What a directory lists. */
  private record Child(byte[] prefix, byte[] name, Path path) {}

  /**
   * Lists a tree.
   *
   * @param root its directory, no symbolic link
   * @param limits how many entries it may have
   * @return the walk, done
   * @throws UnsupportedFormatException if the system does not tell what a tree consists of
   * @throws InputChangedException if something vanishes meanwhile
   * @throws IOException if something cannot be read
   */
  static TreeWalk of(Path root, Limits limits) throws IOException {
    if (!FileStatus.isSupported(root)) {
      throw new UnsupportedFormatException(
          root + ": root file systems can be read on Unix only: owners, devices, links");
    }
    TreeWalk walk = new TreeWalk(root, limits);
    try {
      walk.run();
    } catch (NoSuchFileException e) {
      throw new InputChangedException(e.getMessage() + ": vanished while the tree was read", e);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return walk;
  }

  private void run() throws IOException {
    FileStatus status = FileStatus.of(root);
    add(TOP, FileType.DIRECTORY, status, null);
    open.push(children(root, new byte[0]));
    while (!open.isEmpty()) {
      Iterator<Child> siblings = open.element();
      if (siblings.hasNext()) {
        visit(siblings.next(), status.device());
      } else {
        open.remove();
      }
    }
  }

  private void visit(Child child, long device) throws IOException {
    ProgressMeter.checkCancelled();
    if (child.prefix.length == 0 && Arrays.equals(child.name, STAGE)) {
      return; // an update's
    }
    FileStatus status = FileStatus.of(child.path);
    FileType type = status.type();
    byte[] path = joined(child.prefix, child.name, type == FileType.DIRECTORY);
    switch (type) {
      case DIRECTORY -> {
        add(path, type, status, null);
        if (status.device() == device) {
          open.push(children(child.path, path));
        }
      }
      case OTHER -> {}
      default -> {
        byte[] first = firstPath(status, path);
        if (first != null) {
          add(path, FileType.HARD_LINK, status, first);
        } else if (type == FileType.SYMBOLIC_LINK) {
          add(path, type, status, RawNames.bytes(Files.readSymbolicLink(child.path)));
        } else {
          add(path, type, status, null);
        }
      }
    }
  }

  /** {@return the path that the same file had before, or null} */
  private byte @Nullable [] firstPath(FileStatus status, byte[] path) {
    return status.linkCount() < 2
        ? null
        : firstPaths.putIfAbsent(new Inode(status.device(), status.inode()), path);
  }

  private void add(byte[] path, FileType type, FileStatus status, byte @Nullable [] link)
      throws LimitExceededException {
    LimitExceededException.check(
        "files of a root file system", nodes.size() + 1L, limits.entryCount(), "entryCount");
    nodes.add(TreeNode.of(path, type, status, link));
    if (status.ctime().isAfter(lastTime)) {
      lastTime = status.ctime();
      lastPath = path;
    }
  }

  private static Iterator<Child> children(Path directory, byte[] prefix) throws IOException {
    List<Child> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path path : stream) {
        Path name = path.getFileName();
        if (name != null) {
          children.add(new Child(prefix, RawNames.bytes(name), path));
        }
      }
    }
    children.sort((a, b) -> Arrays.compareUnsigned(a.name, b.name));
    return children.iterator();
  }

  private static byte[] joined(byte[] prefix, byte[] name, boolean directory) {
    byte[] path = Arrays.copyOf(prefix, prefix.length + name.length + (directory ? 1 : 0));
    System.arraycopy(name, 0, path, prefix.length, name.length);
    if (directory) {
      path[path.length - 1] = '/';
    }
    return path;
  }

  /** {@return what the tree holds, in path order; the first one is the root} */
  List<TreeNode> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /** {@return which path was changed last and when, for people} */
  String lastChange() {
    return new String(lastPath, StandardCharsets.UTF_8) + " at " + lastTime;
  }
}
