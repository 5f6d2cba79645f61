/**
 * Progress and cancellation. Read {@link dev.silt.progress.ProgressListener} first. Imports {@code
 * dev.silt.error} only.
 */
@NullMarked
package dev.silt.progress;

import org.jspecify.annotations.NullMarked;
