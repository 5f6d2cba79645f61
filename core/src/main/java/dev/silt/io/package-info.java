/**
 * Bytes: random access sources, temporary files, integers, parallel tasks.
 *
 * <p>Read {@link dev.silt.io.ByteSource} first (bytes that can be read from any offset), then
 * {@link dev.silt.io.WorkFiles} (temporary files that vanish). Imports {@code dev.silt.error} and
 * {@code dev.silt.progress} only.
 */
@NullMarked
package dev.silt.io;

import org.jspecify.annotations.NullMarked;
