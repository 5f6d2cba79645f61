/**
 * Images in archives and layout directories: finding one, reading its layers verified, writing one.
 *
 * <p>Read {@link dev.silt.image.ImageArchive} first, then {@link dev.silt.image.LayerInput} (the
 * uncompressed bytes of a layer, digested on the way) and {@link dev.silt.image.ImageWriter}.
 * Digest, diffID, manifest, index, descriptor mean what the OCI image-spec says. Imports {@code
 * dev.silt.error}, {@code progress}, {@code io}, {@code hash} and {@code rootfs} only.
 */
@NullMarked
package dev.silt.image;

import org.jspecify.annotations.NullMarked;
