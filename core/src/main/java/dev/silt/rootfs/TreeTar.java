package dev.silt.rootfs;

import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The canonical tar of a tree, which is nowhere stored: headers are rendered and contents read from
 * their files as somebody asks for them. Memory: 8 bytes an entry beside the nodes. Safe for
 * several threads.
 */
final class TreeTar implements ByteSource {

  private static final int END_LENGTH = 2 * TreeHeader.BLOCK;

  private final List<TreeNode> nodes;

  /** Where each node's header begins, then where the zeros at the end do. */
  private final long[] starts;

  private final @Nullable OpenFiles files;

  private TreeTar(List<TreeNode> nodes, long[] starts, @Nullable OpenFiles files) {
    this.nodes = nodes;
    this.starts = starts;
    this.files = files;
  }

  static TreeTar of(List<TreeNode> nodes, OpenFiles files, Limits limits)
      throws LimitExceededException {
    long[] starts = new long[nodes.size() + 1];
    for (int i = 0; i < nodes.size(); i++) {
      TreeNode node = nodes.get(i);
      long end = starts[i] + TreeHeader.render(node).length + TreeHeader.padded(node.length());
      starts[i + 1] =
          LimitExceededException.check(
              "bytes of a root file system",
              node.length() > limits.imageLength() ? node.length() : end,
              limits.imageLength(),
              "imageLength");
    }
    return new TreeTar(nodes, starts, files);
  }

  /** {@return the same with contents of zeros: for those who want headers, no file is opened} */
  TreeTar withoutContents() {
    return new TreeTar(nodes, starts, null);
  }

  @Override
  public long length() {
    return starts[nodes.size()] + END_LENGTH;
  }

  /** Fills all of the buffer unless the end comes first. */
  @Override
  public int read(long offset, byte[] buffer, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, buffer.length);
    if (count == 0) {
      return 0;
    }
    if (offset >= length()) {
      return -1;
    }
    int wanted = (int) Math.min(count, length() - offset);
    int found = Arrays.binarySearch(starts, offset);
    int node = found >= 0 ? found : -found - 2;
    int done = 0;
    while (done < wanted && node < nodes.size()) {
      int n = readNode(node, offset + done - starts[node], buffer, from + done, wanted - done);
      done += n;
      node += offset + done == starts[node + 1] ? 1 : 0;
    }
    Arrays.fill(buffer, from + done, from + wanted, (byte) 0);
    return wanted;
  }

  /** Reads some bytes of one node: of its header, its content or its padding. */
  private int readNode(int number, long offset, byte[] buffer, int from, int count)
      throws IOException {
    TreeNode node = nodes.get(number);
    long whole = starts[number + 1] - starts[number];
    int headerLength = (int) (whole - TreeHeader.padded(node.length()));
    long at = offset - headerLength;
    if (at < 0) {
      int n = (int) Math.min(-at, count);
      System.arraycopy(TreeHeader.render(node), (int) offset, buffer, from, n);
      return n;
    }
    if (files != null && at < node.length()) {
      return files.read(node, at, buffer, from, (int) Math.min(node.length() - at, count));
    }
    int n = (int) Math.min(whole - offset, count);
    Arrays.fill(buffer, from, from + n, (byte) 0);
    return n;
  }
}
