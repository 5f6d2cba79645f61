/**
 * Block signatures: what a base is made of, in a few bytes a block, and the search for those blocks
 * in a target that has nothing else of the base.
 *
 * <p>Read {@link dev.silt.signature.BlockScanner} first: a {@link dev.silt.signature.BlockTable}
 * and a target stream in, copies and literals out to a {@link dev.silt.signature.ScanSink}. {@link
 * dev.silt.signature.BlockSigner} makes what the table holds. Blocks are told apart by a weak
 * {@link dev.silt.signature.RollingHash}, which moves along the target byte by byte, and confirmed
 * by a {@link dev.silt.signature.StrongHash}. The measurements behind the choices are in
 * docs/rolling-hash.md. Imports {@code error}, {@code progress}, {@code io} and {@code hash} only.
 *
 * <p>The idea is that of rsync (A. Tridgell, "Efficient Algorithms for Sorting and
 * Synchronization", 1999) and librsync.
 */
@NullMarked
package dev.silt.signature;

import org.jspecify.annotations.NullMarked;
