package dev.silt.tree;

import dev.silt.hash.Digest;
import dev.silt.tar.TarEntry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One entry of the layer that is being added. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LayerEntry(byte[] path, TarEntry entry, @Nullable Digest digest, long location) {

  private static final byte[] PREFIX = TreePath.ascii(".wh.");
  private static final byte[] META_PREFIX = TreePath.ascii(".wh..wh.");
  private static final byte[] OPAQUE = TreePath.ascii(".wh..wh..opq");
  private static final byte[] LINKS = TreePath.ascii(".wh..wh.plnk/");

  /** {@return whether it marks its directory as opaque} */
  boolean isOpaque() {
    return Arrays.equals(TreePath.name(path), OPAQUE);
  }

  /** {@return whether it hides something, an opaque directory's children included} */
  boolean isWhiteout() {
    return TreePath.startsWith(TreePath.name(path), PREFIX);
  }

  /** {@return the name that a plain whiteout hides} */
  byte[] hiddenName() {
    byte[] name = TreePath.name(path);
    return Arrays.copyOfRange(name, PREFIX.length, name.length);
  }

  /** {@return whether it is AUFS's own bookkeeping at the root} */
  boolean isAufs() {
    return TreePath.startsWith(path, META_PREFIX) && !Arrays.equals(path, OPAQUE);
  }

  /** {@return whether a path is within the directory where AUFS keeps targets of hard links} */
  static boolean isAufsLink(byte[] path) {
    return TreePath.startsWith(path, LINKS);
  }
}
