/**
 * The encoding arm: makes a delta from two images that have been read.
 *
 * <p>Read {@link dev.silt.encode.DeltaEncoder} first, then {@link dev.silt.encode.Catalog} (which
 * contents are new), {@link dev.silt.encode.EncodeBase} (what is known of the base: its layers, or
 * a signature), {@link dev.silt.encode.Pairing} and {@link dev.silt.encode.BaseChoice} (which base
 * contents help, by name and by their bytes). Never imports the applying arm.
 */
@NullMarked
package dev.silt.encode;

import org.jspecify.annotations.NullMarked;
