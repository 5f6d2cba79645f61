/**
 * Signature files: what a base is, for somebody who makes a delta without having it.
 *
 * <p>Read {@link dev.silt.sign.SignatureWriter} and {@link dev.silt.sign.Signature}; docs/format.md
 * describes the file. The block hashes are those of {@code dev.silt.signature}. Imports {@code
 * error}, {@code progress}, {@code io}, {@code hash}, {@code tar}, {@code image}, {@code scan},
 * {@code delta} and {@code signature}.
 */
@NullMarked
package dev.silt.sign;

import org.jspecify.annotations.NullMarked;
