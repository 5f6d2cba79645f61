/**
 * Reading whole images: every layer once, verified, in parallel.
 *
 * <p>Read {@link dev.silt.scan.ImageScan} first: the entries of all layers, and the contents at any
 * offset. Imports {@code error}, {@code progress}, {@code io}, {@code hash}, {@code tar} and {@code
 * image} only.
 */
@NullMarked
package dev.silt.scan;

import org.jspecify.annotations.NullMarked;
