/**
 * Digests. Read {@link dev.silt.hash.Digest} first: it names blobs, layers and contents. {@link
 * dev.silt.hash.Xxh64} is the delta's checksum against damage, not against attackers. Imports
 * {@code dev.silt.error} only.
 */
@NullMarked
package dev.silt.hash;

import org.jspecify.annotations.NullMarked;
