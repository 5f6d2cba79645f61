package dev.silt.encode;

import dev.silt.delta.Header;
import dev.silt.delta.Plan;
import dev.silt.io.ByteSource;
import java.util.List;

/**
 * What encoding came to.
 *
 * @param header the delta's
 * @param plan the delta's
 * @param contents the new contents, in order
 * @param copied bytes of them that come out of base contents
 * @param inserted bytes of them that are literals
 * @param length bytes of the delta
 * @param matchNanos time for matching
 * @param encodeNanos time for coding
 */
public record EncodeResult(
    Header header,
    Plan plan,
    List<ByteSource> contents,
    long copied,
    long inserted,
    long length,
    long matchNanos,
    long encodeNanos) {}
