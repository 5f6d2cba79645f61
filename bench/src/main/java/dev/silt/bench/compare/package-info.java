/**
 * Silt and other programs side by side, each a process of its own that is measured from outside.
 *
 * <p>{@link dev.silt.bench.compare.Compare} is the command ({@code bin/bench}). A {@code Pair} is
 * what is compared, {@code Material} what was made of it for the tools, a {@code Tool} the commands
 * to run; {@code Trial} runs one tool on one pair and checks its result; {@code MarkdownTable} and
 * {@code JsonReport} print the results.
 */
@NullMarked
package dev.silt.bench.compare;

import org.jspecify.annotations.NullMarked;
