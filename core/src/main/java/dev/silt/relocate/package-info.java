/**
 * Relocated executables: what the bytes of a base program would be if all that it holds had moved
 * to where the target has it. Start at {@link dev.silt.relocate.Relocation}. {@link
 * dev.silt.relocate.ElfLayout} tells offsets from addresses, {@link dev.silt.relocate.RunList} what
 * went where, {@code FieldBlock} finds the fields that hold references: in code {@code X86Fields},
 * {@code AArch64Fields} and {@code ArmFields} do, in tables {@code TableFields} and {@code
 * GoFields}. Below both arms: encoder and applier compute the same bytes from base and ops alone.
 * Only {@link dev.silt.relocate.DerivedRuns} and what {@code BaseCover} guesses are for the
 * encoder's search, and not in the format.
 */
@NullMarked
package dev.silt.relocate;

import org.jspecify.annotations.NullMarked;
