/**
 * Damaged and hostile input: whatever the bytes, the exact result or a {@link
 * dev.silt.error.SiltException}, and nothing left behind. {@link dev.silt.damage.DeltaDamageTest}
 * and {@link dev.silt.damage.HostileArchiveTest} first.
 */
@NullMarked
package dev.silt.damage;

import org.jspecify.annotations.NullMarked;
