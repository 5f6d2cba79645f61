package dev.silt.delta;

/**
 * How hard to compress columns.
 *
 * @param zstdLevel 1 to 22
 * @param contexts whether short columns may go through the context coder
 */
public record ColumnEffort(int zstdLevel, boolean contexts) {}
