/**
 * What the tests of several packages need: images to try things on, made and read back without the
 * main code, so that a mistake there is not repeated here; and other people's programs.
 *
 * <p>Read {@link dev.silt.testing.ImageGenerator} first (random images and pairs), then {@link
 * dev.silt.testing.ImageSpec} (an image as a value) and {@link dev.silt.testing.ReadImage} (an
 * archive read back). Names are strings in which each char stands for one byte (ISO 8859-1). {@link
 * dev.silt.testing.Programs} runs other people's programs and this repository's scripts.
 */
@NullMarked
package dev.silt.testing;

import org.jspecify.annotations.NullMarked;
