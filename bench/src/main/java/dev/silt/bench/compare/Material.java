package dev.silt.bench.compare;

/**
 * What the tools get.
 *
 * @param base where from
 * @param target where to
 * @param pullLength bytes of the target's blobs that the base lacks
 */
record Material(Side base, Side target, long pullLength) {}
