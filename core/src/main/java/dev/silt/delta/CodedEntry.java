package dev.silt.delta;

import dev.silt.tar.TarEntry;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a rebuilt layer.
 *
 * @param entry the header
 * @param content its data
 * @param padding the bytes after the data if they are not the zeros that complete a block, else
 *     null
 */
public record CodedEntry(TarEntry entry, ContentRef content, byte @Nullable [] padding) {}
