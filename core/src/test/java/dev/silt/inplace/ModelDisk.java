package dev.silt.inplace;

import dev.silt.delta.NodeType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory that can lose its power. What it was told stands in its cache; on the
 * disk is what was made durable. When the power fails, of all the rest any part may have come to
 * the disk: names, attributes, begins of contents. Operations are numbered; at a chosen one it
 * fails. One thread changes it, while another may read.
 */
final class ModelDisk {

  /** The power failed. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("power failed", null, false, false);
    }
  }

  /** What happens at the chosen operation. */
  enum Fault {
    NONE,
    /** The power fails after it. */
    CRASH,
    /** It fails once: EIO. */
    ERROR,
    /** From it on nothing more fits: ENOSPC. */
    FULL
  }

  /** One change that the cache holds. */
  private record Change(Set<Integer> directories, int node, Effect effect, Effect torn) {}

  /** What a change does; false if it does not fit what is there. */
  interface Effect {
    boolean apply(ModelWorld world);
  }

  ModelWorld cache;
  private ModelWorld disk;
  private final List<Change> pending = new ArrayList<>();
  private Fault fault = Fault.NONE;
  private int faultAt;
  private boolean crashed;
  int operationCount;
  int changeCount;
  long writtenLength;
  private long clock;
  private int lastNumber = 100_000;
  Set<Integer> locked = new HashSet<>();
  boolean syncsFileSystem = true;

  ModelDisk(ModelWorld world) {
    this.disk = world;
    this.cache = world.copy();
  }

  /** Fails at an operation: the n-th change for CRASH and FULL, the n-th of all for ERROR. */
  void failAt(Fault what, int number) {
    fault = what;
    faultAt = number;
    operationCount = 0;
    changeCount = 0;
  }

  Instant now() {
    return Instant.ofEpochSecond(1_800_000_000L, ++clock * 1000);
  }

  /** Makes a node that has no name yet, and so is not found. */
  ModelNode create(NodeType type) {
    ModelNode node = new ModelNode(++lastNumber, type);
    cache.nodes.put(node.number, node);
    return node;
  }

  /** Takes what it was made with to the disk. */
  void created(ModelNode node) {
    disk.nodes.put(node.number, node.copy());
  }

  /** Called by each operation that changes nothing. */
  synchronized void look() throws IOException {
    if (crashed) {
      throw new Crash();
    }
    operationCount++;
    if (fault == Fault.ERROR && operationCount == faultAt) {
      throw new IOException("Input/output error (injected)");
    }
  }

  /** Called by each operation that changes something, before it does. */
  private void change(boolean grows) throws IOException {
    look();
    changeCount++;
    if (fault == Fault.FULL && grows && changeCount >= faultAt) {
      throw new IOException("No space left on device (injected)");
    }
  }

  /** Changes the cache. */
  void change(boolean grows, Set<Integer> directories, int node, Effect effect) throws IOException {
    change(grows, directories, node, effect, world -> true);
  }

  synchronized void change(
      boolean grows, Set<Integer> directories, int node, Effect effect, Effect torn)
      throws IOException {
    change(grows);
    if (!effect.apply(cache)) {
      throw new IllegalStateException("an operation that the caller should have refused");
    }
    pending.add(new Change(directories, node, effect, torn));
    after();
  }

  private void after() {
    if (fault == Fault.CRASH && changeCount == faultAt) {
      crashed = true;
      throw new Crash();
    }
  }

  /** Makes names of a directory durable, and all that came before them; or a node's content. */
  synchronized void sync(int number) throws IOException {
    change(false);
    int last = -1;
    for (int i = 0; i < pending.size(); i++) {
      if (pending.get(i).directories.contains(number)) {
        last = i;
      }
    }
    List<Change> left = new ArrayList<>();
    for (int i = 0; i < pending.size(); i++) {
      Change each = pending.get(i);
      boolean name = !each.directories.isEmpty();
      if (each.node == number || (name && i <= last) || (!syncsFileSystem && isUnsyncable(each))) {
        each.effect.apply(disk);
      } else {
        left.add(each);
      }
    }
    pending.clear();
    pending.addAll(left);
    after();
  }

  /** Without syncfs the attributes of links and devices come with what else is made durable. */
  private boolean isUnsyncable(Change change) {
    ModelNode node = cache.nodes.get(change.node);
    return node != null && node.type != NodeType.FILE && node.type != NodeType.DIRECTORY;
  }

  synchronized void syncAll() throws IOException {
    change(false);
    pending.forEach(each -> each.effect.apply(disk));
    pending.clear();
    after();
  }

  /** {@return what is found after the power failed} */
  ModelDisk restart(@Nullable SplittableRandom random) {
    ModelWorld found = disk.copy();
    int mode = random == null ? 0 : random.nextInt(4);
    for (Change each : pending) {
      boolean kept = mode == 3 || (mode > 0 && random != null && random.nextInt(4) < mode);
      if (kept) {
        each.effect.apply(found);
      } else if (mode > 0 && random != null && random.nextBoolean()) {
        each.torn.apply(found);
      }
    }
    ModelDisk next = new ModelDisk(found);
    next.lastNumber = lastNumber;
    next.clock = clock + 1_000_000;
    next.syncsFileSystem = syncsFileSystem;
    return next;
  }

  boolean isCrashed() {
    return crashed;
  }

  ModelDirectory root() {
    return new ModelDirectory(this, ModelWorld.ROOT);
  }

  static boolean isDirectory(ModelNode node) {
    return node.type == NodeType.DIRECTORY;
  }
}
