/**
 * Signatures and deltas of single files in the formats of librsync, the library behind {@code
 * rdiff}: what one writes the other reads.
 *
 * <p>Read {@link dev.silt.rdiff.Rdiff} first: sign, make a delta, patch. {@link
 * dev.silt.rdiff.RdiffSignature} is a signature in memory; {@code DeltaCommand} lists the commands
 * of a delta. The search is that of {@code dev.silt.signature}. Everything streams; failures that
 * the input causes are {@link dev.silt.error.SiltException}s.
 *
 * <p>The formats are described in librsync's doc/formats.md; all integers are big-endian.
 */
@NullMarked
package dev.silt.rdiff;

import org.jspecify.annotations.NullMarked;
