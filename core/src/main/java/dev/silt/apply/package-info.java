/**
 * The applying arm: rebuilds the target from the base and a delta that is read front to back.
 *
 * <p>Read {@link dev.silt.apply.DeltaApplier} first. Contents are decoded into a work file, then
 * layers are rendered from entries and contents; each layer's diffID is verified. Never imports the
 * encoding arm.
 */
@NullMarked
package dev.silt.apply;

import org.jspecify.annotations.NullMarked;
