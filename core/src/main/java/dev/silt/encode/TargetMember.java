package dev.silt.encode;

import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import org.jspecify.annotations.Nullable;

/**
 * A member of an archive of the target.
 *
 * @param name in the archive
 * @param stream number of the base member that has the very same stream; -1 if there is none, or
 *     the stream is packed anew
 * @param digest of its content; null if a base member has the stream
 * @param content what is coded of it; null if a base member has the stream
 * @param crc of what the headers are about
 * @param plainLength of what the headers are about
 * @param model what packs the content; 0 if it is the stream
 * @param literal what a byte of it costs that is inserted, in hundredths of a byte
 */
record TargetMember(
    byte[] name,
    int stream,
    @Nullable Digest digest,
    @Nullable ByteSource content,
    int crc,
    long plainLength,
    int model,
    int literal) {}
