package dev.silt.inplace;

import dev.silt.delta.BaseContents;
import dev.silt.delta.TreeItem;
import dev.silt.error.CorruptDataException;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Files of the tree that contents are made from; a few stay open. Not safe for several threads. */
final class BaseFiles implements BaseContents, Closeable {

  private static final int BUFFER_LENGTH = 1 << 16;

  private final OpenTree tree;
  private final Map<Integer, TreeItem> items = new HashMap<>();
  private final KeptFiles files = new KeptFiles(this::open);

  BaseFiles(OpenTree tree, List<TreeItem> items) {
    this.tree = tree;
    for (TreeItem item : items) {
      if (item.isRead()) {
        this.items.put(item.fileNumber(), item);
      }
    }
  }

  private OpenFile open(int number) throws IOException {
    TreeItem item = items.get(number);
    if (item == null) {
      throw new CorruptDataException(
          "delta is damaged: it uses a base file that it does not announce: " + number);
    }
    return tree.parent(item.path()).openFile(OpenTree.name(item.path()));
  }

  @Override
  public ByteSource content(int number) throws IOException {
    return files.content(number);
  }

  /** {@return SHA-256 of a file} */
  static byte[] digest(Directory directory, byte[] name) throws IOException {
    MessageDigest sha256 = Digest.newSha256();
    byte[] buffer = new byte[BUFFER_LENGTH];
    try (OpenFile file = directory.openFile(name)) {
      long at = 0;
      for (int n; (n = file.read(at, buffer, 0, buffer.length)) > 0; at += n) {
        sha256.update(buffer, 0, n);
        dev.silt.progress.ProgressMeter.checkCancelled();
      }
    }
    return sha256.digest();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
