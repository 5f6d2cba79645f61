package dev.silt;

/**
 * What applying a delta came to. Every layer's diffID and the config's digest were verified.
 *
 * @param targetId image ID (config digest) of the target
 * @param manifestDigest digest of the manifest written; empty for a docker-archive and for verify
 * @param copiedLayerCount layers copied from the base as they are
 * @param rebuiltLayerCount layers rebuilt entry by entry
 * @param storedLayerCount layers that the delta carried whole
 * @param layersLength uncompressed bytes of the layers that were rebuilt or stored
 * @param deltaLength bytes of the delta
 */
public record ApplyResult(
    String targetId,
    String manifestDigest,
    int copiedLayerCount,
    int rebuiltLayerCount,
    int storedLayerCount,
    long layersLength,
    long deltaLength) {}
