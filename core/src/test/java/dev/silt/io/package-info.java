/** Tests of signature files. */
@NullMarked
package dev.silt.io;

import org.jspecify.annotations.NullMarked;
