/**
 * Reversible rewriting of contents, so that what is alike looks alike. Shared by both arms.
 *
 * <p>Read {@link dev.silt.transform.LiteralTransform}. Imports nothing of this project.
 */
@NullMarked
package dev.silt.transform;

import org.jspecify.annotations.NullMarked;
