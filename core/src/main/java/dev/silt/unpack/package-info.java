/**
 * Archives seen through: zips, gzip files and jimage files as a skeleton and members; class
 * archives and bitcode, which have no members, as a skeleton that compares better than the file.
 * Below both arms: encoder and applier find the same members and the same skeleton in the same
 * bytes.
 *
 * <p>Read first: {@link dev.silt.unpack.Archive}, which finds the members (by {@code ZipReader},
 * {@code Gzip} and {@code Jimage}) and writes the skeleton ({@code ZipSkeleton}, whose columns are
 * {@code SkeletonColumn}'s; {@code ClassArchive}, where {@code ClassLayoutFinder} tells its parts;
 * {@code Bitcode}, which walks in both directions); then {@link dev.silt.unpack.Packing}, which
 * makes the archive again from the skeleton and the members' streams ({@code ZipRenderer}, {@code
 * JimageIndex}). {@link dev.silt.unpack.BaseArchives} numbers what the base's archives hold, and
 * {@link dev.silt.unpack.Inflation} decodes it. Deflating is dev.silt.deflate's; which archives are
 * seen through is for the encoder to say. docs/format.md, Archives, has the rules.
 */
@NullMarked
package dev.silt.unpack;

import org.jspecify.annotations.NullMarked;
