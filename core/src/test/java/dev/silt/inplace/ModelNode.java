package dev.silt.inplace;

import dev.silt.delta.NodeType;
import dev.silt.rootfs.FileStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A node of a modelled file system; not thread-safe. */
final class ModelNode {

  final int number;
  final NodeType type;
  int mode;
  long uid;
  long gid;
  Instant mtime = Instant.EPOCH;
  byte[] data = {};
  byte[] linkTarget = {};
  long major;
  long minor;
  int linkCount;
  final TreeMap<String, byte[]> xattrs = new TreeMap<>();

  /** Names in a directory: one char a byte. */
  final TreeMap<String, Integer> entries = new TreeMap<>();

  ModelNode(int number, NodeType type) {
    this.number = number;
    this.type = type;
  }

  ModelNode copy() {
    ModelNode copy = new ModelNode(number, type);
    copy.mode = mode;
    copy.uid = uid;
    copy.gid = gid;
    copy.mtime = mtime;
    copy.data = data; // replaced, never changed
    copy.linkTarget = linkTarget;
    copy.major = major;
    copy.minor = minor;
    copy.linkCount = linkCount;
    copy.xattrs.putAll(xattrs);
    copy.entries.putAll(entries);
    return copy;
  }

  /** {@return what lstat says} */
  FileStatus status() {
    int bits =
        switch (type) {
          case FILE -> 0100000;
          case SYMBOLIC_LINK -> 0120000;
          case CHARACTER_DEVICE -> 0020000;
          case BLOCK_DEVICE -> 0060000;
          case DIRECTORY -> 0040000;
          case FIFO -> 0010000;
        };
    long special = (minor & 0xff) | (major & 0xfff) << 8 | (minor & ~0xffL) << 12;
    return new FileStatus(
        bits | mode,
        (int) uid,
        (int) gid,
        linkCount,
        1,
        number,
        special,
        data.length,
        mtime,
        mtime);
  }

  /** All but names, as a line. */
  String describe(boolean timed) {
    StringBuilder text = new StringBuilder();
    text.append(type).append(' ').append(type == NodeType.SYMBOLIC_LINK ? 0777 : mode);
    text.append(' ').append(uid).append(':').append(gid).append(' ');
    text.append(timed ? mtime : "-").append(' ').append(major).append(',').append(minor);
    text.append(' ').append(Arrays.hashCode(data)).append('/').append(data.length);
    text.append(' ').append(Arrays.toString(linkTarget));
    for (Map.Entry<String, byte[]> entry : xattrs.entrySet()) {
      text.append(' ').append(entry.getKey()).append('=').append(Arrays.hashCode(entry.getValue()));
    }
    return text.toString();
  }
}
