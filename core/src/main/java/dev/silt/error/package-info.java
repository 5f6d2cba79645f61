/**
 * What can go wrong, as types, and the limits that keep input from outside in bounds.
 *
 * <p>Read {@link dev.silt.error.SiltException} first: every failure that bytes from outside can
 * cause is one of its subclasses. {@link dev.silt.error.Limits} says how much such bytes may ask
 * for. Imports nothing of the project.
 */
@NullMarked
package dev.silt.error;

import org.jspecify.annotations.NullMarked;
