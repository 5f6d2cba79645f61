/**
 * The library's front: {@link dev.silt.Silt} does everything, the other types are what it takes and
 * gives back.
 */
@NullMarked
package dev.silt;

import org.jspecify.annotations.NullMarked;
