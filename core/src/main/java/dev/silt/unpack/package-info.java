/**
 * Archives seen through: zips and gzip files as a skeleton and members. Start at {@link
 * dev.silt.unpack.Archive}, which finds the members, and {@link dev.silt.unpack.Packing}, which
 * makes the archive again from its skeleton and the members' streams. {@link
 * dev.silt.unpack.BaseArchives} numbers what the base's archives hold. Below both arms: encoder and
 * applier find the same members and skeleton in the same bytes.
 */
@NullMarked
package dev.silt.unpack;

import org.jspecify.annotations.NullMarked;
