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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files of the tree that contents are made from; a few stay open. Not safe for several threads. */
final class BaseFiles implements BaseContents, Closeable {

  /** One content is made from 16 base files at most. */
  private static final int KEPT = 20;

  private static final int BUFFER_LENGTH = 1 << 16;

  private final OpenTree tree;
  private final Map<Integer, TreeItem> items = new HashMap<>();
  private final Map<Integer, ReadAhead> open = new LinkedHashMap<>(16, 0.75f, true);

  BaseFiles(OpenTree tree, List<TreeItem> items) {
    this.tree = tree;
    for (TreeItem item : items) {
      if (item.isRead()) {
        this.items.put(item.fileNumber(), item);
      }
    }
  }

  @Override
  public ByteSource content(int number) throws IOException {
    ReadAhead known = open.get(number);
    if (known != null) {
      return known;
    }
    TreeItem item = items.get(number);
    if (item == null) {
      throw new CorruptDataException(
          "delta is damaged: it uses a base file that it does not announce: " + number);
    }
    ReadAhead file = new ReadAhead(tree.parent(item.path()).openFile(OpenTree.name(item.path())));
    open.put(number, file);
    if (open.size() > KEPT) {
      var eldest = open.entrySet().iterator();
      ReadAhead oldest = eldest.next().getValue();
      eldest.remove();
      oldest.close();
    }
    return file;
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
    for (ReadAhead file : open.values()) {
      file.close();
    }
    open.clear();
  }
}
