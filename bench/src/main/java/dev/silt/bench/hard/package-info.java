/**
 * Pairs of images that are made to be slow to diff or to apply: {@link dev.silt.bench.HardInputs}
 * is the command. {@code HardCases} lists them; a {@code HardCase} writes its two images from
 * {@code Pattern}s, which make contents byte by byte; {@code Trial} measures one.
 */
@NullMarked
package dev.silt.bench.hard;

import org.jspecify.annotations.NullMarked;
