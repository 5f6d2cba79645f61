package dev.silt.rootfs;

import org.jspecify.annotations.Nullable;

/** One path of a tree: what its header says. Immutable; some 150 bytes with a path. */
final class TreeNode {

  private static final byte[] NO_LINK = {};

  private final byte[] path;
  private final byte[] link;
  private final FileType type;
  private final int mode;
  private final int uid;
  private final int gid;
  private final long mtimeSeconds;
  private final long number;
  private final long stamp;

  private TreeNode(byte[] path, FileType type, FileStatus status, byte[] link) {
    this.path = path;
    this.link = link;
    this.type = type;
    this.mode = status.mode() & 07777;
    this.uid = status.uid();
    this.gid = status.gid();
    this.mtimeSeconds = status.mtime().getEpochSecond();
    this.number =
        type == FileType.FILE
            ? status.length()
            : type.isDevice() ? (long) status.major() << 32 | status.minor() : 0;
    this.stamp = status.stamp();
  }

  /**
   * A node.
   *
   * @param path relative; of a directory with a slash at the end
   * @param type what it is
   * @param status what lstat says
   * @param link a link's target, else null
   */
  static TreeNode of(byte[] path, FileType type, FileStatus status, byte @Nullable [] link) {
    return new TreeNode(path, type, status, link == null ? NO_LINK : link);
  }

  byte[] path() {
    return path;
  }

  FileType type() {
    return type;
  }

  int mode() {
    return mode;
  }

  long uid() {
    return Integer.toUnsignedLong(uid);
  }

  long gid() {
    return Integer.toUnsignedLong(gid);
  }

  long mtimeSeconds() {
    return mtimeSeconds;
  }

  /** {@return bytes of a file, 0 for all else} */
  long length() {
    return type == FileType.FILE ? number : 0;
  }

  long deviceMajor() {
    return type.isDevice() ? number >>> 32 : 0;
  }

  long deviceMinor() {
    return type.isDevice() ? number & 0xFFFFFFFFL : 0;
  }

  /** {@return a link's target; empty for all else} */
  byte[] link() {
    return link;
  }

  /** {@return what {@link FileStatus#stamp} was} */
  long stamp() {
    return stamp;
  }
}
