/** Tests of single parts of the applying arm; whole deltas are applied elsewhere. */
@NullMarked
package dev.silt.apply;

import org.jspecify.annotations.NullMarked;
