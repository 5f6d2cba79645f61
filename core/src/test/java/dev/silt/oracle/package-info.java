/**
 * Silt against other people's programs: what {@code Silt.list} says of an image is held to Python's
 * tarfile and to {@code umoci unpack}. All tests here are tagged {@code oracle}; the scripts are in
 * {@code testdata/oracle}.
 */
@NullMarked
package dev.silt.oracle;

import org.jspecify.annotations.NullMarked;
