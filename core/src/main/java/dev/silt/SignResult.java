package dev.silt;

/**
 * What making a signature came to. Lengths are in bytes.
 *
 * @param baseId image ID (config digest) of the base
 * @param signatureLength the signature file
 * @param layersLength the base's layers, uncompressed
 * @param contentCount distinct contents
 * @param blockCount blocks of all contents
 */
public record SignResult(
    String baseId, long signatureLength, long layersLength, int contentCount, long blockCount) {}
