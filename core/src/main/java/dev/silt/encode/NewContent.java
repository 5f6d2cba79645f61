package dev.silt.encode;

import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;

/**
 * A content of the target that the base lacks.
 *
 * @param path of the entry that has it first, as the tar has it
 * @param digest its SHA-256
 * @param source its bytes
 * @param isSkeleton whether it is not a file, but the skeleton of one that is packed
 */
record NewContent(byte[] path, Digest digest, ByteSource source, boolean isSkeleton) {}
