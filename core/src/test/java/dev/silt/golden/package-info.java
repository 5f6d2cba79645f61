/**
 * The format stays what it was: deltas of an earlier day apply, and today's are the same. {@link
 * dev.silt.golden.GoldenDeltaTest} first.
 */
@NullMarked
package dev.silt.golden;

import org.jspecify.annotations.NullMarked;
