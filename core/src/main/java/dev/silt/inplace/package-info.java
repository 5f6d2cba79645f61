/**
 * Updates root file systems in place.
 *
 * <p>Read {@link dev.silt.inplace.Updater} first: look ({@link dev.silt.inplace.Preflight}), stage
 * ({@link dev.silt.inplace.Stager}, in the directory of {@link dev.silt.inplace.Stage}), plan
 * ({@link dev.silt.inplace.StepPlan}), commit ({@link dev.silt.inplace.Committer}). All that is
 * done to a tree goes through {@link dev.silt.inplace.Directory}; what archives are made from is
 * elsewhere, in a {@link dev.silt.inplace.WorkPlace}. docs/in-place.md has the reasons. Never
 * imports the encoding arm.
 */
@NullMarked
package dev.silt.inplace;

import org.jspecify.annotations.NullMarked;
