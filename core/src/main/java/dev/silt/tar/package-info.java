/**
 * A tar stream as a sequence of entries that give back its bytes exactly.
 *
 * <p>Read {@link dev.silt.tar.TarEntry} first: what an entry says, as fields, and beside them a
 * {@link dev.silt.tar.HeaderForm}, how the tool that wrote it puts such fields into header blocks.
 * {@link dev.silt.tar.TarCodec} goes from header blocks to an entry and back, {@link
 * dev.silt.tar.TarReader} scans a whole stream. What the fields mean follows Go's archive/tar, as
 * that is what container runtimes read layers with.
 *
 * <p>Imports {@code error} and {@code io} of the project.
 */
@NullMarked
package dev.silt.tar;

import org.jspecify.annotations.NullMarked;
