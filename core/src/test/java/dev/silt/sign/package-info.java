/** Tests of signature files. */
@NullMarked
package dev.silt.sign;

import org.jspecify.annotations.NullMarked;
