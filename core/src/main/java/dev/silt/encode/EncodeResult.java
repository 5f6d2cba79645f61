package dev.silt.encode;

import dev.silt.delta.Header;
import dev.silt.delta.Plan;
import dev.silt.delta.StreamLength;
import dev.silt.io.ByteSource;
import java.util.List;

/**
 * What encoding came to.
 *
 * @param header the delta's
 * @param plan the delta's
 * @param contents the new contents, in order
 * @param archives archives among them
 * @param ops their ops
 * @param streams what the content streams came to
 * @param length bytes of the delta
 * @param stages what took how long, in order
 * @param matchCounts how often a hash told the truth
 * @param forImage whether the delta has an image part
 * @param forRootfs whether it has a root file system part
 * @param treeLength bytes that only the latter needs
 * @param note why it has none, if it might have; else empty
 */
public record EncodeResult(
    Header header,
    Plan plan,
    List<ByteSource> contents,
    ArchiveCounts archives,
    OpTally ops,
    List<StreamLength> streams,
    long length,
    List<Stage> stages,
    MatchCounts matchCounts,
    boolean forImage,
    boolean forRootfs,
    long treeLength,
    String note) {}
