/**
 * What must hold for any pair of images, tried on many: {@link dev.silt.property.PairPropertyTest}
 * first.
 */
@NullMarked
package dev.silt.property;

import org.jspecify.annotations.NullMarked;
