package dev.silt.encode;

/**
 * Archives among the new contents, and in such archives.
 *
 * @param unpackedCount those that are seen through
 * @param memberCount contents that stand for members of these
 * @param oddCount those that begin like archives, and cannot be seen through
 * @param foreignCount those none of whose streams a model makes or the base has
 */
public record ArchiveCounts(int unpackedCount, int memberCount, int oddCount, int foreignCount) {}
