/**
 * What tests of several packages need: {@link dev.silt.testing.Programs} runs other people's
 * programs and this repository's scripts.
 */
@NullMarked
package dev.silt.testing;

import org.jspecify.annotations.NullMarked;
