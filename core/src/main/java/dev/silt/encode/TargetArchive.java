package dev.silt.encode;

import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import java.util.List;

/**
 * An archive of the target, as it can be made from a skeleton and members.
 *
 * @param skeleton its skeleton
 * @param digest of the skeleton
 * @param members its members, in order
 * @param changedLength bytes of the streams that the base lacks
 * @param literal what a byte of the archive as it is costs that is inserted, in hundredths
 */
record TargetArchive(
    ByteSource skeleton,
    Digest digest,
    List<TargetMember> members,
    long changedLength,
    int literal) {}
