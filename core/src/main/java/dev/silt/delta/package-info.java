/**
 * The delta file: its model and its coding, shared by both arms; and the framing of signature
 * files, with what these have in common with deltas.
 *
 * <p>docs/format.md is the specification; the types here follow its words. Imports {@code error},
 * {@code progress}, {@code io}, {@code hash}, {@code tar}, {@code tree} and {@code image}; neither
 * arm.
 */
@NullMarked
package dev.silt.delta;

import org.jspecify.annotations.NullMarked;
