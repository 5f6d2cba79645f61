/**
 * The context coder: a binary range coder whose predictions are mixed from several contexts. It
 * codes difference bytes knowing the base, and the numbers of ops knowing the ones before.
 *
 * <p>Read {@link dev.silt.coder.DifferenceModel} first, then {@link dev.silt.coder.ContextMixer}.
 * One description serves both directions: a model asks a {@link dev.silt.coder.BitCoder} for each
 * bit, which writes the one it is given or reads the one that comes. Integer arithmetic only, so
 * every machine makes the same bits; docs/format.md specifies all of it. The scheme is that of PAQ
 * and lpaq (Matt Mahoney): adaptive probabilities per context, mixed in the logistic domain by
 * weights that learn. Imports nothing of this project.
 */
@NullMarked
package dev.silt.coder;

import org.jspecify.annotations.NullMarked;
