package dev.silt;

/**
 * What making a delta came to. Lengths are in bytes, times in nanoseconds of wall clock.
 *
 * @param baseId image ID (config digest) of the base
 * @param targetId image ID of the target
 * @param deltaLength the delta file
 * @param pullLength what a pull would download: the target's compressed layers that the base lacks
 * @param targetLayersLength uncompressed bytes of the target layers that the base lacks
 * @param sharedLayerCount target layers that the base has
 * @param rebuiltLayerCount target layers rebuilt entry by entry
 * @param storedLayerCount target layers carried as their original blobs
 * @param newContentCount distinct contents that the base lacks
 * @param newContentLength their bytes
 * @param copiedLength bytes of them that are copied out of base contents
 * @param insertedLength bytes of them that the delta carries, before compression
 * @param readNanos reading both images
 * @param matchNanos matching
 * @param encodeNanos compressing and writing
 * @param selfCheckNanos applying the result
 */
public record DiffResult(
    String baseId,
    String targetId,
    long deltaLength,
    long pullLength,
    long targetLayersLength,
    int sharedLayerCount,
    int rebuiltLayerCount,
    int storedLayerCount,
    int newContentCount,
    long newContentLength,
    long copiedLength,
    long insertedLength,
    long readNanos,
    long matchNanos,
    long encodeNanos,
    long selfCheckNanos) {}
