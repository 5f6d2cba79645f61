package dev.silt.inplace;

import dev.silt.delta.NodeType;
import dev.silt.delta.TreeItem;
import dev.silt.delta.TreePart;
import dev.silt.hash.Digest;
import dev.silt.progress.ProgressMeter;
import dev.silt.rootfs.FileStatus;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Digests of the files and links whose contents an update relies on. Immutable. */
final class CheckedFiles {

  private final byte[][] digests;

  private CheckedFiles(byte[][] digests) {
    this.digests = digests;
  }

  /**
   * Reads them, through directories that it opens itself.
   *
   * @param root the tree's root
   * @param part what changes
   * @return the digests
   * @throws IOException if one cannot be read
   */
  static CheckedFiles read(Directory root, TreePart part) throws IOException {
    List<TreeItem> items = part.items();
    byte[][] digests = new byte[items.size()][0];
    try (OpenTree tree = new OpenTree(root)) {
      for (int i = 0; i < digests.length; i++) {
        if (items.get(i).checked()) {
          ProgressMeter.checkCancelled();
          digests[i] = digest(tree, items.get(i));
        }
      }
    }
    return new CheckedFiles(digests);
  }

  private static byte[] digest(OpenTree tree, TreeItem item) throws IOException {
    FileStatus status = tree.status(item.path());
    if (status == null || TreeScan.type(status) != item.baseType()) {
      return new byte[0]; // what it is instead must not be opened
    }
    Directory parent = tree.parent(item.path());
    byte[] name = OpenTree.name(item.path());
    try {
      return item.baseType() == NodeType.SYMBOLIC_LINK
          ? Digest.sha256(parent.readLink(name)).toBytes()
          : BaseFiles.digest(parent, name);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  /** {@return SHA-256 of an item's content; empty if it is not there, or of another type} */
  byte[] digest(int item) {
    return digests[item];
  }
}
