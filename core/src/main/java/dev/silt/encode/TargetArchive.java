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
 */
record TargetArchive(ByteSource skeleton, Digest digest, List<TargetMember> members) {}
