package dev.silt.encode;

import dev.silt.delta.OpaqueReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Archives among the new contents, and in such archives.
 *
 * @param unpackedCount those that are seen through
 * @param memberCount contents that stand for members of these
 * @param opaqueCounts how many are not, by reason
 */
public record ArchiveCounts(
    int unpackedCount, int memberCount, Map<OpaqueReason, Integer> opaqueCounts) {

  /** Puts the reasons in order. */
  public ArchiveCounts {
    Map<OpaqueReason, Integer> ordered = new EnumMap<>(OpaqueReason.class);
    ordered.putAll(opaqueCounts);
    opaqueCounts = Collections.unmodifiableMap(ordered);
  }
}
