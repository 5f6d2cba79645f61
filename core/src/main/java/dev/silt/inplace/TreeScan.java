package dev.silt.inplace;

import dev.silt.delta.BaseListing;
import dev.silt.delta.NodeType;
import dev.silt.delta.TreePart;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.progress.ProgressMeter;
import dev.silt.rootfs.FileStatus;
import dev.silt.rootfs.FileType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All paths of a tree with what lstat says, in path order. What belongs to updates, sockets, and
 * what is on other file systems is left out. Immutable; some 200 bytes a path.
 */
final class TreeScan {

  static final byte[] STAGE = TreePart.STAGE_NAME.getBytes(StandardCharsets.US_ASCII);

  private final List<Node> nodes = new ArrayList<>();
  private final BaseListing listing = BaseListing.create();
  private final Limits limits;

  private TreeScan(Limits limits) {
    this.limits = limits;
  }

  /** One path. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Node(byte[] path, FileStatus status) {}

  /** An open directory and the names that are still to be visited; the root stays open. */
  private record Level(byte[] path, Directory directory, Iterator<byte[]> names) {
    static Level of(byte[] path, Directory directory) throws IOException {
      List<byte[]> names = directory.list();
      names.sort(Arrays::compareUnsigned);
      return new Level(path, directory, names.iterator());
    }
  }

  static TreeScan of(Directory root, Limits limits) throws IOException {
    TreeScan scan = new TreeScan(limits);
    Deque<Level> levels = new ArrayDeque<>();
    try {
      scan.walk(root, levels);
    } finally {
      while (levels.size() > 1) {
        levels.pop().directory.close();
      }
    }
    return scan;
  }

  private void walk(Directory root, Deque<Level> levels) throws IOException {
    FileStatus top = Objects.requireNonNull(root.status(OpenTree.SELF));
    add(OpenTree.SELF, top, OpenTree.SELF);
    levels.push(Level.of(OpenTree.SELF, root));
    while (!levels.isEmpty()) {
      Level level = levels.element();
      if (!level.names.hasNext()) {
        levels.pop();
        if (!levels.isEmpty()) {
          level.directory.close();
        }
        continue;
      }
      byte[] name = level.names.next();
      if (level.path.length == 0 && Arrays.equals(name, STAGE)) {
        continue;
      }
      ProgressMeter.checkCancelled();
      FileStatus status = level.directory.status(name);
      if (status != null && status.type() != FileType.OTHER) {
        byte[] path = join(level.path, name);
        boolean link = status.type() == FileType.SYMBOLIC_LINK;
        add(path, status, link ? level.directory.readLink(name) : OpenTree.SELF);
        if (status.type() == FileType.DIRECTORY && status.device() == top.device()) {
          levels.push(Level.of(path, level.directory.open(name)));
        }
      }
    }
  }

  private void add(byte[] path, FileStatus status, byte[] link) throws LimitExceededException {
    LimitExceededException.check(
        "files of a root file system", nodes.size() + 1L, limits.entryCount(), "entryCount");
    nodes.add(new Node(path, status));
    NodeType type = type(status);
    if (type != null) {
      listing.add(path, type, status.length(), link);
    }
  }

  static byte[] join(byte[] directory, byte[] name) {
    if (directory.length == 0) {
      return name;
    }
    byte[] path = Arrays.copyOf(directory, directory.length + 1 + name.length);
    path[directory.length] = '/';
    System.arraycopy(name, 0, path, directory.length + 1, name.length);
    return path;
  }

  /** {@return what a delta calls it; null for what a tree does not have} */
  static @Nullable NodeType type(FileStatus status) {
    return switch (status.type()) {
      case FILE -> NodeType.FILE;
      case SYMBOLIC_LINK -> NodeType.SYMBOLIC_LINK;
      case CHARACTER_DEVICE -> NodeType.CHARACTER_DEVICE;
      case BLOCK_DEVICE -> NodeType.BLOCK_DEVICE;
      case DIRECTORY -> NodeType.DIRECTORY;
      case FIFO -> NodeType.FIFO;
      case HARD_LINK, OTHER -> null;
    };
  }

  /** {@return what lstat said of a path; null if it is not listed} */
  @Nullable FileStatus status(byte[] path) {
    int low = 0;
    int high = nodes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = compare(nodes.get(middle).path, path);
      if (order == 0) {
        return nodes.get(middle).status;
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return null;
  }

  /** Path order: what is in a directory comes before the directory's next sibling. */
  private static int compare(byte[] a, byte[] b) {
    int at = Arrays.mismatch(a, b);
    if (at < 0 || at == a.length || at == b.length) {
      return a.length - b.length;
    }
    return rank(a[at]) - rank(b[at]);
  }

  private static int rank(byte b) {
    return b == '/' ? -1 : b & 0xff;
  }

  List<Node> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  int count() {
    return listing.count();
  }

  /** {@return whether it lists just the paths of the base} */
  boolean isBase(int count, byte[] digest) {
    return count == listing.count() && Arrays.equals(digest, listing.digest());
  }
}
