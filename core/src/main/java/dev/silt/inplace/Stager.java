package dev.silt.inplace;

import dev.silt.apply.SpooledContents;
import dev.silt.delta.NodeAttributes;
import dev.silt.delta.NodeOwner;
import dev.silt.delta.NodeType;
import dev.silt.delta.PlacedContent;
import dev.silt.delta.TreeChange;
import dev.silt.delta.TreeItem;
import dev.silt.delta.TreePart;
import dev.silt.delta.Xattrs;
import dev.silt.error.CorruptDataException;
import dev.silt.hash.Digest;
import dev.silt.io.WorkFiles;
import dev.silt.progress.ProgressMeter;
import dev.silt.rootfs.FileStatus;
import dev.silt.rootfs.FileType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes all new nodes in the stage, complete but for their paths. What an earlier run made there is
 * used again where it is right. Not safe for several threads.
 */
final class Stager {

  /** Files that are made durable one by one rather than with all of the file system. */
  private static final int FEW = 32;

  private final OpenTree tree;
  private final Directory nodes;
  private final TreePart part;
  private final Settable settable;
  private final StagedContents contents;

  /**
   * Nothing is staged yet.
   *
   * @param tree the base
   * @param nodes the stage
   * @param part what changes
   * @param settable what this process can set
   * @param work where contents go that archives may have, but no file; null without archives
   */
  Stager(OpenTree tree, Directory nodes, TreePart part, Settable settable, @Nullable WorkFiles work)
      throws IOException {
    this.tree = tree;
    this.nodes = nodes;
    this.part = part;
    this.settable = settable;
    this.contents =
        new StagedContents(nodes, part.items(), work == null ? null : SpooledContents.create(work));
  }

  /** {@return where new contents go} */
  StagedContents contents() {
    return contents;
  }

  /** Stages what is not in the delta: copies, and nodes that are no files. */
  void stageRest() throws IOException {
    List<TreeItem> items = part.items();
    for (int i = 0; i < items.size(); i++) {
      ProgressMeter.checkCancelled();
      if (items.get(i).change() instanceof TreeChange.Place place && settable.isPlaced(i)) {
        if (place.type() == NodeType.FILE) {
          stageFile(i, place.content());
        } else {
          stageOther(i, place);
        }
      }
    }
  }

  private void stageFile(int item, PlacedContent content) throws IOException {
    if (content.source() == PlacedContent.Source.BASE) {
      byte[] from = part.items().get(content.number()).path();
      contents.copy(tree.parent(from), OpenTree.name(from), item);
    } else if (content.source() == PlacedContent.Source.NONE) {
      contents.empty(item);
    }
  }

  private void stageOther(int item, TreeChange.Place place) throws IOException {
    byte[] name = StagedContents.name(item);
    clear(name);
    switch (place.type()) {
      case DIRECTORY -> nodes.makeDirectory(name);
      case SYMBOLIC_LINK -> nodes.makeSymbolicLink(name, place.linkTarget());
      default -> {
        int mode = Objects.requireNonNull(place.attributes().mode());
        nodes.makeSpecial(name, place.type(), mode, place.major(), place.minor());
      }
    }
  }

  private void clear(byte[] name) throws IOException {
    FileStatus status = nodes.status(name);
    if (status != null) {
      if (TreeScan.type(status) == NodeType.DIRECTORY) {
        nodes.removeDirectory(name);
      } else {
        nodes.removeFile(name);
      }
    }
  }

  /** Compares the digest of all contents with the delta's; to be called when it has ended. */
  void verify() throws CorruptDataException {
    MessageDigest all = Digest.newSha256();
    for (int i = 0; i < part.items().size(); i++) {
      if (part.items().get(i).change() instanceof TreeChange.Place place
          && place.content().source() != PlacedContent.Source.NONE) {
        byte[] digest = contents.digest(i);
        if (digest.length == 0) {
          throw new CorruptDataException(
              "delta is damaged: a content is missing: " + part.items().get(i).pathText());
        }
        all.update(digest);
      }
    }
    Digest expected = part.totals().placedDigest();
    byte[] actual = all.digest();
    if (!expected.matches(actual)) {
      throw new CorruptDataException(
          "contents that were staged are wrong: expected="
              + expected
              + ", actual="
              + Digest.ofSha256(actual)
              + "; a file of the base changed meanwhile, or the delta is for another base");
    }
  }

  /**
   * Sets attributes of all new nodes, makes their links, and makes it all durable: by syncfs where
   * there are many, or some that cannot be opened for fsync. Without syncfs the attributes of links
   * and devices become durable with the names of their directory, as journaling file systems do it.
   */
  void finish() throws IOException {
    List<TreeItem> items = part.items();
    List<byte[]> syncable = new ArrayList<>();
    boolean unsyncable = false;
    for (int i = 0; i < items.size(); i++) {
      ProgressMeter.checkCancelled();
      if (items.get(i).change() instanceof TreeChange.Place place && settable.isPlaced(i)) {
        byte[] name = StagedContents.name(i);
        set(nodes, name, nodes.status(name), settable.staged(place), true);
        if (place.type() == NodeType.FILE || place.type() == NodeType.DIRECTORY) {
          syncable.add(name);
        } else {
          unsyncable = true;
        }
      }
    }
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).change() instanceof TreeChange.Link link && settable.isPlaced(i)) {
        link(i, link.item());
      }
    }
    boolean synced = (unsyncable || syncable.size() > FEW) && nodes.syncFileSystem();
    if (!synced) {
      for (byte[] name : syncable) {
        sync(name);
      }
    }
    nodes.sync(OpenTree.SELF);
  }

  private void sync(byte[] name) throws IOException {
    try {
      nodes.sync(name);
    } catch (AccessDeniedException e) {
      if (settable.isRoot()) {
        throw e;
      }
      nodes.syncFileSystem(); // a file that its owner may not read
    }
  }

  private void link(int item, int target) throws IOException {
    byte[] name = StagedContents.name(item);
    clear(name);
    TreeItem kept = part.items().get(target);
    if (kept.change() instanceof TreeChange.Keep) {
      tree.parent(kept.path()).link(OpenTree.name(kept.path()), nodes, name);
    } else {
      nodes.link(StagedContents.name(target), nodes, name);
    }
  }

  /**
   * Sets what is said and is not so yet; the mode last, because it may forbid the rest.
   *
   * @param directory where the node is
   * @param name its name there
   * @param now what lstat says of it
   * @param wanted what it gets
   * @param isNew whether it has no extended attributes that somebody gave it
   * @throws IOException if something cannot be set
   */
  static void set(
      Directory directory,
      byte[] name,
      @Nullable FileStatus now,
      NodeAttributes wanted,
      boolean isNew)
      throws IOException {
    FileStatus status = requireThere(name, now);
    NodeOwner owner = wanted.owner();
    boolean changesOwner =
        owner != null && ((int) owner.uid() != status.uid() || (int) owner.gid() != status.gid());
    if (owner != null && changesOwner) {
      directory.setOwner(name, owner);
    }
    Xattrs xattrs = wanted.xattrs();
    if (xattrs != null) {
      setXattrs(directory, name, xattrs, isNew);
    }
    if (wanted.mtime() != null && !wanted.mtime().equals(status.mtime())) {
      directory.setTime(name, status.type(), wanted.mtime());
    }
    Integer mode = wanted.mode();
    // A new owner takes bits of the mode away.
    if (mode != null
        && status.type() != FileType.SYMBOLIC_LINK
        && (changesOwner || mode != (status.mode() & ~Step.TYPE))) {
      directory.setMode(name, status.type(), mode);
    }
  }

  private static FileStatus requireThere(byte[] name, @Nullable FileStatus now)
      throws NoSuchFileException {
    if (now == null) {
      throw new NoSuchFileException(new String(name, StandardCharsets.UTF_8));
    }
    return now;
  }

  /** Removes others, except for labels that the system gives. */
  private static void setXattrs(Directory directory, byte[] name, Xattrs wanted, boolean isNew)
      throws IOException {
    if (!isNew || !wanted.values().isEmpty()) {
      Xattrs present = directory.xattrs(name);
      for (String attribute : present.values().keySet()) {
        if (!wanted.values().containsKey(attribute)
            && !attribute.equals("security.selinux")
            && !attribute.equals(RootTime.NAME)) {
          directory.setXattr(name, attribute, null);
        }
      }
    }
    for (Map.Entry<String, byte[]> entry : wanted.values().entrySet()) {
      directory.setXattr(name, entry.getKey(), entry.getValue());
    }
  }
}
