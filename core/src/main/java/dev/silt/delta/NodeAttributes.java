package dev.silt.delta;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a node of a root file system; null says nothing: of a node that is kept, it stays
 * as it is. A node that is placed has all of them.
 *
 * @param mode permission bits with setuid, setgid and sticky
 * @param owner user and group
 * @param mtime when its content changed
 * @param xattrs all extended attributes
 */
public record NodeAttributes(
    @Nullable Integer mode,
    @Nullable NodeOwner owner,
    @Nullable Instant mtime,
    @Nullable Xattrs xattrs) {

  /** Nothing said. */
  public static final NodeAttributes NONE = new NodeAttributes(null, null, null, null);

  /** {@return whether it says anything} */
  public boolean isEmpty() {
    return mode == null && owner == null && mtime == null && xattrs == null;
  }
}
