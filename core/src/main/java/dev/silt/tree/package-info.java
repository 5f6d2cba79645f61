/**
 * The flattened tree: what a container would see of an image's layers.
 *
 * <p>Read {@link dev.silt.tree.TreeBuilder} first, whose comment has the rules, then {@link
 * dev.silt.tree.FlatTree}, the result. Nothing is read or written here: contents are digests and
 * numbers that the caller gives a meaning.
 *
 * <p>Imports {@code error}, {@code hash} and {@code tar} of the project.
 */
@NullMarked
package dev.silt.tree;

import org.jspecify.annotations.NullMarked;
