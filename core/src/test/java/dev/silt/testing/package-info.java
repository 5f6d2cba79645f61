/**
 * What the tests make images with and read them back with; independent of the main code, so that a
 * mistake there is not repeated here.
 *
 * <p>Read {@link dev.silt.testing.ImageGenerator} first (random images and pairs), then {@link
 * dev.silt.testing.ImageSpec} (an image as a value) and {@link dev.silt.testing.ReadImage} (an
 * archive read back). Names are strings in which each char stands for one byte (ISO 8859-1).
 */
@NullMarked
package dev.silt.testing;

import org.jspecify.annotations.NullMarked;
