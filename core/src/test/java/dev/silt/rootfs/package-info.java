/** Root file systems as bases: the canonical tar against other programs, and deltas for trees. */
@NullMarked
package dev.silt.rootfs;

import org.jspecify.annotations.NullMarked;
