package dev.silt.encode;

import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;

/**
 * A content of the target that the base lacks.
 *
 * @param path of the entry that has it first, as the tar has it
 * @param digest its SHA-256
 * @param source its bytes
 */
record NewContent(byte[] path, Digest digest, ByteSource source) {}
