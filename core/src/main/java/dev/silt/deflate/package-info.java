/**
 * Deflate as zlib writes it: a model of its encoder that gives the same bytes, so that a compressed
 * stream can be stored as its plain bytes and a number.
 *
 * <p>Read {@link dev.silt.deflate.DeflateEncoder} first: it fills a {@code Window}, a {@code
 * Parser} cuts the window into literals and matches, and a {@code BlockWriter} collects those and
 * writes blocks. {@link dev.silt.deflate.DeflateProbe} finds out which model made a stream. What is
 * modelled, and how it was found to be exact, is told in docs/deflate.md. Shared by both arms.
 */
@NullMarked
package dev.silt.deflate;

import org.jspecify.annotations.NullMarked;
