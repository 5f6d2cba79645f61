package dev.silt.rootfs;

import dev.silt.error.InputChangedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of a tree, opened when they are read; a few of those read last stay open. A thread that
 * reads takes the file out and puts it back, so nobody closes it under its hands. Safe for several
 * threads.
 */
final class OpenFiles implements Closeable {

  private static final int KEPT = 8;

  private final Path root;
  private final Map<TreeNode, FileChannel> kept = new LinkedHashMap<>();
  private boolean closed;

  OpenFiles(Path root) {
    this.root = root;
  }

  /**
   * Reads bytes of a file that is as it was when the tree was listed.
   *
   * @param file a node of a file
   * @param offset first byte, within the file
   * @param buffer where they go
   * @param from first index in the buffer
   * @param count how many at most, at least 1
   * @return how many, at least 1
   * @throws InputChangedException if the file is not what it was
   */
  int read(TreeNode file, long offset, byte[] buffer, int from, int count) throws IOException {
    FileChannel channel = take(file);
    if (channel == null) {
      channel = open(file);
    }
    boolean done = false;
    try {
      int n = channel.read(ByteBuffer.wrap(buffer, from, count), offset);
      if (n <= 0) {
        throw changed(file, null);
      }
      done = true;
      return n;
    } finally {
      if (!done || !keep(file, channel)) {
        channel.close();
      }
    }
  }

  private synchronized @Nullable FileChannel take(TreeNode file) {
    return kept.remove(file);
  }

  private synchronized boolean keep(TreeNode file, FileChannel channel) throws IOException {
    if (closed || kept.containsKey(file)) {
      return false;
    }
    kept.put(file, channel);
    if (kept.size() > KEPT) {
      var eldest = kept.entrySet().iterator();
      FileChannel oldest = eldest.next().getValue();
      eldest.remove();
      oldest.close();
    }
    return true;
  }

  private FileChannel open(TreeNode file) throws IOException {
    Path path = RawNames.resolve(root, file.path());
    try {
      FileStatus status = FileStatus.of(path);
      if (status.stamp() != file.stamp()) {
        throw changed(file, null);
      }
      return FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      throw changed(file, e);
    }
  }

  private InputChangedException changed(TreeNode file, @Nullable Throwable cause) {
    return new InputChangedException(
        root
            + "/"
            + new String(file.path(), StandardCharsets.UTF_8)
            + ": changed while it was read; nothing may write to a root file system meanwhile",
        cause);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    IOException first = null;
    for (FileChannel channel : kept.values()) {
      try {
        channel.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    kept.clear();
    if (first != null) {
      throw first;
    }
  }
}
