/**
 * Finds what a target content has in common with a base content.
 *
 * <p>Read {@link dev.silt.match.ContentMatcher} first: two {@link dev.silt.io.ByteSource}s in, one
 * {@link dev.silt.delta.OpList} out. Behind it {@code MatchRun} searches seeds (exact matches) with
 * {@code SampledIndex}, and {@code OpWriter} widens them over scattered differences and turns them
 * into ops; both read through {@code PagedBytes}. Part of the encoder's arm: imports {@code error},
 * {@code progress}, {@code io} and {@code delta}; never {@code apply}.
 */
@NullMarked
package dev.silt.match;

import org.jspecify.annotations.NullMarked;
