/**
 * A root file system, an extracted tree, as the bytes of one layer.
 *
 * <p>Read {@link dev.silt.rootfs.RootTree} first, then {@link dev.silt.rootfs.TreeTar} (the
 * canonical tar of docs/format.md, rendered where it is read) and {@link dev.silt.rootfs.TreeWalk}
 * (what is in the tree, and in which order). Imports {@code dev.silt.error}, {@code progress},
 * {@code io} and {@code hash} only.
 */
@NullMarked
package dev.silt.rootfs;

import org.jspecify.annotations.NullMarked;
